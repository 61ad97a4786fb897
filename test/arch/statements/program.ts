import { join, relative } from 'node:path';
import ts from 'typescript';
import { ROOT } from '../cruise.js';

/** A function, method or accessor with a body. */
export type Callable = ts.FunctionLikeDeclaration;

/** The project as the TypeScript checker sees it. */
export class Project {
  readonly checker: ts.TypeChecker;
  private readonly program: ts.Program;
  private readonly calls = new Map<string, ts.CallExpression[]>();
  private readonly callers = new Map<Callable, ts.CallExpression[]>();

  constructor() {
    const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), (path) => ts.sys.readFile(path)) as {
      config: unknown;
    };
    const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
    this.program = ts.createProgram(
      fileNames.filter((name) => !name.endsWith('.spec.ts')),
      options,
    );
    this.checker = this.program.getTypeChecker();
    for (const file of this.files(() => true)) this.index(file);
  }

  /** Sources of the project, by their path from its root. */
  files(wanted: (path: string) => boolean): ts.SourceFile[] {
    return this.program
      .getSourceFiles()
      .filter((f) => f.fileName.startsWith(`${ROOT}/`) && !f.fileName.includes('/node_modules/'))
      .filter((f) => wanted(relative(ROOT, f.fileName)));
  }

  /** Calls of a name anywhere, whatever it means there. */
  callsOf(name: string): readonly ts.CallExpression[] {
    return this.calls.get(name) ?? [];
  }

  /** The calls that run this function. */
  callersOf(callable: Callable): readonly ts.CallExpression[] {
    let found = this.callers.get(callable);
    if (!found) {
      const name = nameOf(callable);
      found = this.callsOf(name ?? '').filter(
        (call) => this.checker.getResolvedSignature(call)?.declaration === callable,
      );
      this.callers.set(callable, found);
    }
    return found;
  }

  /** What a name stands for, behind imports and exports. */
  symbolAt(node: ts.Node): ts.Symbol | undefined {
    let symbol =
      node.parent && ts.isShorthandPropertyAssignment(node.parent)
        ? this.checker.getShorthandAssignmentValueSymbol(node.parent)
        : this.checker.getSymbolAtLocation(node);
    if (symbol && symbol.flags & ts.SymbolFlags.Alias) symbol = this.checker.getAliasedSymbol(symbol);
    return symbol;
  }

  private index(file: ts.SourceFile): void {
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node)) {
        const name = calleeName(node);
        if (name !== undefined) {
          const list = this.calls.get(name);
          if (list) list.push(node);
          else this.calls.set(name, [node]);
        }
      }
      ts.forEachChild(node, visit);
    };
    visit(file);
  }
}

export function calleeName(call: ts.CallExpression): string | undefined {
  const callee = call.expression;
  if (ts.isIdentifier(callee)) return callee.text;
  return ts.isPropertyAccessExpression(callee) ? callee.name.text : undefined;
}

export function nameOf(callable: Callable): string | undefined {
  if (callable.name && (ts.isIdentifier(callable.name) || ts.isPrivateIdentifier(callable.name)))
    return callable.name.text;
  const { parent } = callable;
  if ((ts.isVariableDeclaration(parent) || ts.isPropertyDeclaration(parent)) && ts.isIdentifier(parent.name))
    return parent.name.text;
  return undefined;
}

/** The function around a node. */
export function functionAround(node: ts.Node): Callable | undefined {
  for (let at: ts.Node | undefined = node.parent; at; at = at.parent)
    if (ts.isFunctionLike(at) && 'body' in at) return at as Callable;
  return undefined;
}

/** What a test shows of a place: `path:line`. */
export function placeOf(node: ts.Node): string {
  const file = node.getSourceFile();
  return `${relative(ROOT, file.fileName)}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
}

/** The modules and their arrows as a Mermaid diagram, without what other arrows imply. */
export function diagramOf(modules: Readonly<Record<string, readonly string[]>>): string;
/** The page with the diagram in its place. */
export function withDiagram(page: string, modules: Readonly<Record<string, readonly string[]>>): string;

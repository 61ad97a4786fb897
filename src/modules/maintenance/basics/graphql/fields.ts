export const VERSION = { description: 'Grows with every change; updates send it back.' };

export const READ = { description: 'The version that was read.' };

/** Where a folder that holds Electron's program is looked for: ELECTRON_OVERRIDE_DIST_PATH, then the npm package. */
export declare const ELECTRON_PACKAGE: string

/** The path of Electron's program, or undefined where it was never fetched. */
export declare function findElectron(): string | undefined

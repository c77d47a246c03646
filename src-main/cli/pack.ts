import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build, type AfterPackContext, type CliOptions } from 'electron-builder';

/** Electron-builder hands every hook the same context. */
type PackContext = AfterPackContext;

export type PackOptions = Readonly<{
  root: string;
  /** Folder of an unpacked Electron for this machine's platform. */
  electronDist: string;
  /** Where the result goes; left out: as electron-builder.yml says. */
  outDir?: string;
  /** Stops at the folder that an installer would hold. */
  folderOnly: boolean;
}>;

/** What an unpacked Electron brings beside the runtime: a start page of its own, which would be a second application. */
function removeDefaultApp({ packager, appOutDir }: PackContext): void {
  rmSync(join(packager.getResourcesDir(appOutDir), 'default_app.asar'), { force: true });
  rmSync(join(appOutDir, 'version'), { force: true });
}

/**
 * Packs what was built, by the rules of electron-builder.yml, for this machine's platform. Fetches nothing for a folder; an
 * installer needs the tools that electron-builder keeps in its own store.
 * @returns paths of the installers, none for a folder
 */
export async function packProduct({ root, electronDist, outDir, folderOnly }: PackOptions): Promise<readonly string[]> {
  const options: CliOptions = {
    projectDir: root,
    publish: 'never',
    config: {
      electronDist,
      afterExtract: removeDefaultApp,
      ...(outDir === undefined ? {} : { directories: { output: outDir } }),
    },
    ...(folderOnly ? { dir: true } : {}),
  };
  return build(options);
}

// A Vite plugin: writes third-party.txt, the licences and notices of every package whose code went into the build.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const isNotice = (name) => /^(licen[cs]e|notice|third[-_]party|copying)/i.test(name);

/** The folder of the package that a module belongs to, or null for our own. */
function packageOf(id) {
  const [, folder] = /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)/.exec(id.replace(/^\0/, '')) ?? [];
  return folder ?? null;
}

function noticeOf(folder) {
  const about = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const texts = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && isNotice(entry.name))
    .map((entry) => readFileSync(join(folder, entry.name), 'utf8').trim());
  return `${about.name} ${about.version} (${about.license ?? 'see below'})\n\n${texts.join('\n\n')}`;
}

/**
 * Open Sans lies in the styles of @cloudscape-design/global-styles as data, and no file of the package names it. Its own
 * name table does: version 3.000, this copyright, and the SIL Open Font License 1.1, whose text the package carries for
 * another face.
 */
function openSans(folder) {
  const theirs = readFileSync(join(folder, 'THIRD-PARTY-LICENSES.txt'), 'utf8');
  const start = theirs.search(/^SIL OPEN FONT LICENSE Version 1\.1/m);
  if (start < 0) throw new Error(`${folder} no longer carries the SIL Open Font License: Open Sans may not be shipped without it`);
  const copyright = 'Copyright 2020 The Open Sans Project Authors (https://github.com/googlefonts/opensans)';
  return `Open Sans 3.000 (OFL-1.1), inside @cloudscape-design/global-styles\n\n${copyright}\n\n${theirs.slice(start).trim()}`;
}
const isGlobalStyles = (folder) => /@cloudscape-design[\\/]global-styles$/.test(folder);

export function notices() {
  const folders = new Set();
  return {
    name: 'third-party-notices',
    // Asked of every module, the ones that end up as files of their own (workers, fonts) included.
    load(id) {
      const folder = packageOf(id);
      if (folder !== null && existsSync(join(folder, 'package.json'))) folders.add(folder);
      return null;
    },
    generateBundle() {
      const sorted = [...folders].toSorted();
      const texts = [...sorted.map(noticeOf), ...sorted.filter(isGlobalStyles).map(openSans)];
      const rule = `\n\n${'-'.repeat(80)}\n\n`;
      this.emitFile({ type: 'asset', fileName: 'third-party.txt', source: texts.join(rule) });
    },
  };
}

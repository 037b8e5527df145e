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
      const rule = `\n\n${'-'.repeat(80)}\n\n`;
      this.emitFile({ type: 'asset', fileName: 'third-party.txt', source: [...folders].toSorted().map(noticeOf).join(rule) });
    },
  };
}

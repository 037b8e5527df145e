import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { test } from 'node:test';

const repository = join(import.meta.dirname, '..');

/** Which of our packages each may import. The table of ARCHITECTURE.md, as data. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  core: [],
  control: ['core'],
  wire: ['core'],
  ledger: ['core', 'control'],
  drivers: ['core', 'control'],
  server: ['core', 'control', 'wire', 'ledger', 'drivers'],
  cli: ['core', 'wire', 'server'],
  console: ['core', 'wire'],
};

interface Import {
  readonly file: string;
  readonly specifier: string;
}

/** Every import and export-from of a package's sources, type imports included; tests may reach further. */
function importsOf(name: string): readonly Import[] {
  const files = globSync(`packages/${name}/src/**/*.{ts,tsx}`, { cwd: repository }).filter((file) => !/\.test\.tsx?$/.test(file));
  return files.flatMap((file) => {
    const text = readFileSync(join(repository, file), 'utf8');
    const found = text.matchAll(/(?:^|\n)\s*(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]|\bimport\s*\(?\s*['"]([^'"]+)['"]/g);
    return [...found].map((match) => ({ file, specifier: match[1] ?? match[2] ?? '' }));
  });
}

/** The package of ours that an import reaches, by name or by walking out of its own folder; null for anything else. */
function packageOf({ file, specifier }: Import): string | null {
  if (specifier.startsWith('@isthmus/')) return specifier.split('/')[1] ?? null;
  if (!specifier.startsWith('.')) return null;
  return relative(join(repository, 'packages'), join(repository, file, '..', specifier)).split('/')[0] ?? null;
}

/** The file of ours that an import means, relative to the repository; null for anything else. */
function fileOf({ file, specifier }: Import): string | null {
  if (specifier.startsWith('.')) return join(file, '..', specifier);
  const [scope, name, ...path] = specifier.split('/');
  return scope === '@isthmus' && name !== undefined ? join('packages', name, 'src', ...(path.length === 0 ? ['index.ts'] : path)) : null;
}

/** The files along one circle of imports, from a file back to itself; null where there is none. */
function circleIn(imports: readonly Import[]): readonly string[] | null {
  const importedBy = new Map<string, string[]>();
  for (const found of imports) {
    const target = fileOf(found);
    if (target !== null) importedBy.set(found.file, [...(importedBy.get(found.file) ?? []), target]);
  }
  const free = new Set<string>();
  const from = (file: string, path: readonly string[]): readonly string[] | null => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (free.has(file)) return null;
    for (const target of importedBy.get(file) ?? []) {
      const circle = from(target, [...path, file]);
      if (circle !== null) return circle;
    }
    free.add(file);
    return null;
  };
  for (const file of importedBy.keys()) {
    const circle = from(file, []);
    if (circle !== null) return circle;
  }
  return null;
}

const packages = globSync('packages/*/package.json', { cwd: repository }).map((file) => file.split('/')[1] ?? '');

test('every package has a row', () => assert.deepEqual(packages.toSorted(), Object.keys(mayImport).toSorted()));

for (const name of Object.keys(mayImport))
  test(`${name} imports ${mayImport[name]?.join(', ') || 'none of the others'}`, () => {
    const wrong = importsOf(name).filter((found) => {
      const target = packageOf(found);
      return target !== null && target !== name && !mayImport[name]?.includes(target);
    });
    assert.deepEqual(wrong, []);
  });

test('the imports of a package are found at all', () => {
  assert.ok(importsOf('server').some((found) => packageOf(found) === 'wire'));
  assert.ok(importsOf('control').some((found) => packageOf(found) === 'core'));
});

test('core imports nothing: no package, and no module of Node', () => {
  assert.deepEqual(
    importsOf('core').filter(({ specifier }) => !specifier.startsWith('.')),
    [],
  );
});

test('control and wire never meet', () => {
  assert.ok(!mayImport['control']?.includes('wire') && !mayImport['wire']?.includes('control'));
});

test('no file of a package imports itself by a circle, type imports included', () => {
  assert.equal(circleIn(packages.flatMap(importsOf))?.join(' → ') ?? null, null);
});

test('a circle is found, however long it is', () => {
  const chain = ['a', 'b', 'c'].map((name) => `packages/core/src/${name}.ts`);
  const imports = [
    { file: 'packages/core/src/a.ts', specifier: './b.ts' },
    { file: 'packages/core/src/b.ts', specifier: './c.ts' },
  ];
  assert.equal(circleIn(imports), null);
  assert.deepEqual(circleIn([...imports, { file: 'packages/core/src/c.ts', specifier: '@isthmus/core/a.ts' }]), [...chain, chain[0]]);
});

// What speedscope reads from files, as JSON: for each file, its profiles with their functions; and
// what the schema that speedscope publishes has against it, if it is in speedscope's own format.
// speedscope is a page and exports nothing, but 1.20 is the last release whose modules can be
// reached: later ones are one closed function. The page itself is not started.
'use strict';
const fs = require('fs');
const path = require('path');
const vm = require('vm');
const Ajv = require('ajv');

const release = path.join(__dirname, 'node_modules', 'speedscope', 'dist', 'release');

function bundle(name) {
  const file = fs.readdirSync(release).find(f => f.startsWith(name + '.') && f.endsWith('.js'));
  return fs.readFileSync(path.join(release, file), 'utf8');
}

function importer() {
  globalThis.window = globalThis;
  const page = bundle('speedscope');
  const main = page.lastIndexOf('},{},[');
  vm.runInThisContext(page.slice(0, main) + '},{},[],null)');
  const readers = bundle('import');
  vm.runInThisContext(readers);
  return readers
    .match(/"[^"]{4}":\[function/g)
    .map(id => globalThis.parcelRequire(id.slice(1, 5)))
    .find(module => module.importProfilesFromArrayBuffer);
}

function functions(profile) {
  const all = [];
  profile.forEachFrame(f =>
    all.push({ name: f.name, self: f.getSelfWeight(), total: f.getTotalWeight() }));
  return all;
}

async function read(speedscope, file) {
  const bytes = new Uint8Array(fs.readFileSync(file)).buffer;
  const group = await speedscope.importProfilesFromArrayBuffer(path.basename(file), bytes);
  const profiles = group === null ? [] : group.profiles;
  return profiles.map(p =>
    ({ name: p.getName(), total: p.getTotalWeight(), functions: functions(p) }));
}

function complaints(file) {
  if (!file.endsWith('.speedscope.json')) {
    return [];
  }
  const schema = JSON.parse(fs.readFileSync(path.join(release, 'file-format-schema.json')));
  const isValid = new Ajv({ strict: false }).compile(schema);
  return isValid(JSON.parse(fs.readFileSync(file))) ? [] : isValid.errors;
}

async function main(files) {
  console.log = () => {}; // speedscope says there what it takes a file for
  const speedscope = importer();
  const said = [];
  for (const file of files) {
    said.push({ complaints: complaints(file), profiles: await read(speedscope, file) });
  }
  process.stdout.write(JSON.stringify(said));
}

main(process.argv.slice(2));

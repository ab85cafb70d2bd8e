// Loaded before every script (node -r): an older Node cannot read TypeScript, so this one file is JavaScript.
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(`Baton needs Node 22.18 or newer; this is ${process.versions.node}. On Linux and Windows run it through npm (npm start), which brings its own; on macOS install Node 24.`)
  process.exit(1)
}

// Options of the run commands: `--name value`, `--name=value` and `--flag`.
const args = process.argv.slice(2);

/** Value of `--name`, or null. */
export function option(name) {
  const at = args.indexOf(`--${name}`);
  if (at >= 0) return args[at + 1] ?? '';
  const joined = args.find((argument) => argument.startsWith(`--${name}=`));
  return joined === undefined ? null : joined.slice(name.length + 3);
}

/** Whether `--name` stands there. */
export function flag(name) {
  return args.includes(`--${name}`);
}

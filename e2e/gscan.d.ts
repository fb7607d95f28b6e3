/** What the tests use of Ghost's own theme check, which comes without types. */
declare module 'gscan' {
  interface Checked {
    results: { error: { code: string; fatal: boolean }[]; warning: { code: string }[]; hasFatalErrors: boolean };
  }
  const gscan: {
    check(folder: string, options: { checkVersion: string }): Promise<Checked>;
    format(checked: Checked, options: { checkVersion: string }): Checked;
  };
  export default gscan;
}

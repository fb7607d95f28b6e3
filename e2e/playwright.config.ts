import { defineConfig } from '@playwright/test';

/** One Debian Chromium, one demo site (see start.ts); pictures of every look are kept in ../artefacts. */
export default defineConfig({
  testDir: 'tests',
  outputDir: '../artefacts/playwright',
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  timeout: 120_000,
  // What passes only the second time is named by the gate as unsteady.
  retries: 1,
  // A busy machine is no fault of the page.
  expect: { timeout: 15_000 },
  reporter: [['list']],
  globalSetup: './start.ts',
  use: {
    browserName: 'chromium',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
    screenshot: 'only-on-failure',
  },
});

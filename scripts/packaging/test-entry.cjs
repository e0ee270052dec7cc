/*
 * Where a package begins that was made with --for-tests, instead of the app's own first file: Playwright
 * holds the app back until it is there. In a checkout Electron's own start does that for it.
 */
const loader = process.env.PARLEY_TEST_LOADER
if (loader) require(loader)
void import('./out/main/main.js')

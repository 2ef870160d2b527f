/** Runs before each test file: properties try the same inputs every time, so that a failure is the change's and not the day's. */
import fc from 'fast-check';

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: 20251123 });

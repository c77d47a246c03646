/** The one channel in each direction between page and host. */
export const CALL_CHANNEL = 'kantele:call';
export const EVENT_CHANNEL = 'kantele:event';

/** Pages come from the package by this scheme; there is no file: and no http: in the product's window. */
export const SCHEME = 'app';
export const ORIGIN = `${SCHEME}://kantele`;
export const START_PAGE = `${ORIGIN}/index.html`;

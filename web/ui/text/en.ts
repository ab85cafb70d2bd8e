/** Words of the parts that every page has. */
export const uiEn = {
  language: 'Language',
  dark: 'Use dark colours',
  light: 'Use light colours',
  close: 'Close',
  cancel: 'Cancel',
  retry: 'Try again',
  justNow: 'just now',
  failed: 'That did not work',
  broken: {
    title: 'This page has stopped working',
    what: 'Nothing you sent is lost. Load the page again; if it happens again, tell whoever looks after this server.',
    reload: 'Load again',
  },
  error: {
    unreachable: 'The server cannot be reached. Check your connection and try again.',
    server: 'The server had a problem. Try again in a moment; if it stays, tell whoever looks after this server.',
    strange: 'The server gave an answer this page does not understand. Load the page again.',
    refused: 'The server refused this. Load the page again and try once more.',
    tooMuch: 'Too many attempts. Wait a moment and try again.',
  },
}

// OpenCC's word lists have no types: each is one text.
declare module 'opencc-js/dict/*' {
  const entries: string
  export default entries
}

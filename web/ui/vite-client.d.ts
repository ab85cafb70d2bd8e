/// <reference types="vite/client" />

declare module 'web-chat-bundle?url' {
  const url: string
  export default url
}

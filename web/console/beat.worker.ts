onmessage = ({ data }: MessageEvent<number>) => { setInterval(() => postMessage('beat'), data) }

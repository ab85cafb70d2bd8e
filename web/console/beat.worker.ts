setInterval(() => postMessage('beat'), 15_000)

/** The first signal to stop; one that comes during the start waits for its end, so that nothing is left running. */
export function stopSignal(): Promise<void> {
  return new Promise(done => {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => done());
    // The service that keeps this worker has gone, be it by kill -9.
    if (process.channel) process.on('disconnect', () => done());
  });
}

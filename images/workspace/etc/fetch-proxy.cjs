// Loaded by every Node through NODE_OPTIONS. Node 24, and 22 from 22.21 on, take the proxy from NODE_USE_ENV_PROXY; for the fetch
// of older ones, Debian's among them, this hands it over with the first call. Costs nothing before that.
'use strict';
const [major, minor] = process.versions.node.split('.').map(Number);
const knows = major >= 24 || (major === 22 && minor >= 21);
const own = globalThis.fetch;
if (!knows && typeof own === 'function' && (process.env.HTTPS_PROXY || process.env.https_proxy)) {
  let ready;
  globalThis.fetch = function fetch(...given) {
    ready ??= handOver();
    return own.apply(this, given);
  };
}

function handOver() {
  const { emitWarning } = process;
  process.emitWarning = () => {}; // that this class is experimental is nothing to tell whoever calls fetch
  try {
    const { EnvHttpProxyAgent, setGlobalDispatcher } = require('/usr/share/nodejs/undici');
    setGlobalDispatcher(new EnvHttpProxyAgent());
  } catch {
    // No such package: fetch stays as it was, and fails as it did.
  } finally {
    process.emitWarning = emitWarning;
  }
  return true;
}

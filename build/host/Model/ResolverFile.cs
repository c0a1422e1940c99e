using AiSandbox.Host.Platform.Files;

namespace AiSandbox.Host.Model;

/// <summary>The workspace's /etc/resolv.conf, which it cannot write to: <c>configs/resolv.conf</c>.</summary>
public static class ResolverFile
{
    // The gate's resolver; then the engine's, which knows `proxy` while the gate's starts anew. No search domains of the host, which
    // the engine would put in.
    private const string Text = "nameserver 127.0.0.53\nnameserver 127.0.0.11\noptions ndots:0 timeout:1 attempts:2\n";

    /// <summary>Writes it, where it is not there yet.</summary>
    /// <param name="config">The folder with what is rendered.</param>
    public static void Write(string config) => FileStore.Write(Path.Combine(config, "resolv.conf"), Text);
}

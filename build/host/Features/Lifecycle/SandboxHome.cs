using AiSandbox.Host.Features.Allowlist;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Files;

namespace AiSandbox.Host.Features.Lifecycle;

/// <summary>Makes the home of a sandbox with a name: a folder of its own, with the checkout's list to begin with.</summary>
public sealed class SandboxHome(Checkout checkout)
{
    /// <summary>Makes what is missing; a list that is there is never written again.</summary>
    /// <returns>What to tell the user; nothing for the checkout's own sandbox.</returns>
    /// <exception cref="SandboxException">There is no list to copy.</exception>
    public IReadOnlyList<string> Prepare()
    {
        if (checkout.IsMain)
            return [];

        if (File.Exists(checkout.AllowedSites))
            return [];
        if (!File.Exists(checkout.Main.AllowedSites))
            throw new SandboxException($"{checkout.Main.AllowedSites} is missing.", "git restore allowed-sites.txt", ExitCodes.Usage);

        // The committed one last: a run that is cut off begins anew.
        Copy("allowed-sites.local.txt");
        Copy("allowed-sites.txt");
        return [$"{checkout.Show()} is new, with a copy of allowed-sites.txt: its list, settings, key and projects are its own from now on."];
    }

    private void Copy(string name)
    {
        var from = Path.Combine(checkout.Root, name);
        if (!File.Exists(from))
            return;

        // What a key of Watch opens is for that session, and for that sandbox.
        var lines = File.ReadAllText(from).Split('\n');
        FileStore.Write(
            Path.Combine(checkout.Home, name),
            string.Join('\n', lines.Where(line => !line.Contains(SessionEntries.Mark, StringComparison.Ordinal))));
    }
}

using AiSandbox.Host.Platform.Commands;
using AiSandbox.Host.Platform.Files;

namespace AiSandbox.Host.Platform.Debian;

/// <summary>Makes the file tree of a Debian release out of a package mirror.</summary>
/// <param name="program">Where debootstrap is: a name on PATH, or a path.</param>
public sealed class Debootstrap(ICommandRunner commands, string program, IReadOnlyDictionary<string, string?> environment)
{
    /// <summary>Makes the smallest tree that apt works in, with the sources that the mirror really serves.</summary>
    /// <param name="codename">The release.</param>
    /// <param name="root">A folder without a blank in its path, which debootstrap does not take.</param>
    /// <param name="sources">The machine's own sources.</param>
    /// <param name="detail">Told what happens.</param>
    /// <param name="cancellation">Cancels; the folder is the caller's to remove.</param>
    /// <exception cref="CommandException">It failed, or there is none.</exception>
    public async Task MakeAsync(string codename, string root, AptSources sources, Action<string> detail, CancellationToken cancellation)
    {
        string[] keyring = sources.Keyring is null ? [] : [$"--keyring={sources.Keyring}"];
        var progress = new DebootstrapProgress(detail);
        await commands.StreamAsync(
            new Command(program, ["--variant=minbase", .. keyring, codename, root, sources.Mirror]) { Environment = environment },
            progress.Read,
            cancellation);

        detail("looking for updates and security updates");
        var updates = await ServesAsync($"{codename}-updates", sources, cancellation);
        var security = sources.SecurityMirror is { } mirror
            && await ServesAsync($"{codename}-security", sources with { Mirror = mirror }, cancellation);
        File.Delete(Path.Combine(root, "etc", "apt", "sources.list"));
        FileStore.Write(Path.Combine(root, "etc", "apt", "sources.list.d", "debian.sources"), sources.Stanzas(codename, updates, security));
    }

    private async Task<bool> ServesAsync(string suite, AptSources sources, CancellationToken cancellation)
    {
        try
        {
            (await PrivateApt.OpenAsync(commands, sources.Entry([suite], "main"), cancellation)).Dispose();
            return true;
        }
        catch (CommandException)
        {
            return false;
        }
    }
}

/// <summary>Makes a few lines of progress out of debootstrap's many.</summary>
internal sealed class DebootstrapProgress(Action<string> detail)
{
    private string _phase = "";

    /// <summary>Reads one line of debootstrap's output.</summary>
    public void Read(string line)
    {
        var phase = Phase(line);
        if (phase is null || phase.Equals(_phase, StringComparison.Ordinal))
            return;

        _phase = phase;
        detail(phase);
    }

    private static string? Phase(string line) => line.Split(' ', 3) switch
    {
        ["I:", "Retrieving", var what] when what.Contains("Release", StringComparison.Ordinal) || what.Contains("Packages", StringComparison.Ordinal) => "reading the package list",
        ["I:", "Retrieving", _] => "downloading packages",
        ["I:", "Extracting", _] => "unpacking packages",
        ["I:", "Unpacking", _] => "installing packages",
        ["I:", "Configuring", _] => "configuring packages",
        _ => null,
    };
}

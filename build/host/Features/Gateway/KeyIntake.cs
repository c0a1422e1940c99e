using AiSandbox.Host.Cli;
using AiSandbox.Host.Model;
using AiSandbox.Host.Model.Vendors;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Commands;
using AiSandbox.Host.Platform.Files;
using AiSandbox.Host.Platform.Terminal;
using AiSandbox.Policy;

namespace AiSandbox.Host.Features.Gateway;

/// <summary>Takes a key: typed without an echo, from a file, or from a command such as a password manager's.</summary>
public sealed class KeyIntake(HeldKeys keys, ICommandRunner commands, IReporter reporter, HostOptions options, Checkout checkout)
{
    /// <summary>Does what the options say.</summary>
    /// <returns>What there is to tell.</returns>
    /// <exception cref="UsageException">The vendor is not known, or nobody can type the key.</exception>
    /// <exception cref="SandboxException">The key cannot be read.</exception>
    public async Task<IReadOnlyList<string>> PrepareAsync(CancellationToken cancellation)
    {
        var vendor = Chosen();
        if (options.Line.Flag(Option.Remove))
            return [keys.Forget(vendor) ? $"The gateway forgets the key of {vendor.Name} with the next Up." : $"There is no key of {vendor.Name}."];

        keys.Keep(vendor, await ReadAsync(vendor, cancellation));
        return [.. Report(vendor)];
    }

    private Vendor Chosen()
    {
        var names = keys.Vendors.Select(vendor => vendor.Name).ToList();
        if (options.Line.Value(Option.Vendor) is not { } given)
        {
            throw new UsageException(
                $"PrepareKeys needs {Option.Vendor}=NAME, one of {string.Join(", ", names)}. The gateway holds: {Text(keys.Held.Select(vendor => vendor.Name))}.");
        }

        return keys.Find(given) ?? throw new UsageException(
            $"There is no vendor '{given}'. {(Nearest.To(given, names) is { } near ? $"Did you mean {near}?" : $"There are {string.Join(", ", names)}.")} "
            + $"One of your own is described in {checkout.Show($"env/vendors/{given}.txt")}: docs/keys.md.");
    }

    private async Task<string> ReadAsync(Vendor vendor, CancellationToken cancellation)
    {
        if (options.Line.Value(Option.KeyFile) is { } file)
            return FileStore.Read(file) ?? throw new UsageException($"{Option.KeyFile}={file}: there is no such file.");
        if (options.Line.Value(Option.KeyCommand) is { } line)
            return await FromCommandAsync(line, cancellation);

        return reporter.Secret($"The key of {vendor.Name} (it is not shown):")
            ?? throw new UsageException($"Nobody is here to type the key: give {Option.KeyFile}=FILE, or {Option.KeyCommand}=\"op read op://vault/item/key\".");
    }

    private async Task<string> FromCommandAsync(string line, CancellationToken cancellation)
    {
        var command = OperatingSystem.IsWindows() ? new Command("powershell", "-NoProfile", "-Command", line) : new Command("/bin/sh", "-c", line);
        var run = await commands.TryAsync(command, cancellation);
        return run.ExitCode is 0
            ? run.Output
            : throw new SandboxException($"{Option.KeyCommand} ended with {run.ExitCode}: {SafeText.Of(run.Error.Trim())}", $"run it by hand: {line}");
    }

    private IEnumerable<string> Report(Vendor vendor)
    {
        yield return $"The gateway has the key of {vendor.Name} from the next Up on; it lies in {checkout.Show($"configs/gateway/keys/{vendor.Name}")}, which no container but the gateway sees.";
        yield return vendor.Body is Vendor.Git
            ? $"Say which repositories it is for, in {checkout.Show("env/workspace.env")}: WORKSPACE_REPOSITORIES={vendor.Url.Host}/you/app"
            : $"Programs find it by {Text(vendor.Variables.Keys)}. {vendor.Url.Host} need not be in allowed-sites.txt, and is closed to all else.";
        yield return $"Next: {options.CommandFor("Up")}";
    }

    private static string Text(IEnumerable<string> names) => string.Join(", ", names) is { Length: > 0 } text ? text : "none";
}

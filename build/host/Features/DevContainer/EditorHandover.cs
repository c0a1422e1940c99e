using AiSandbox.Host.Cli;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform;

namespace AiSandbox.Host.Features.DevContainer;

/// <summary>
/// What an editor on this host would hand into the container that it opens: the SSH agent, which VS Code forwards and cannot be
/// told not to (https://github.com/microsoft/vscode-remote-release/issues/11413), and what its settings leave on.
/// </summary>
public sealed class EditorHandover(HostOptions options, Checkout checkout, EditorHost host)
{
    /// <summary>Ends where the host's credentials would get in.</summary>
    /// <exception cref="SandboxException">They would; the message says what to change.</exception>
    /// <exception cref="UsageException">The folder that is opened is another sandbox's.</exception>
    public void Refuse()
    {
        if (!checkout.IsMain)
            throw new UsageException($"DevContainer opens the checkout's own sandbox. Open {options.Name} by attaching to {options.Name}-workspace-1: docs/devcontainer.md.");

        if (Agent() is { } agent)
        {
            throw new SandboxException(
                $"An SSH agent of this host is at {agent}. VS Code forwards it into every container that it opens and has no setting "
                    + "against it: whatever runs in the sandbox could sign in with your keys.",
                host.IsWindows
                    ? "Stop-Service ssh-agent; then close every window of VS Code and open this folder again"
                    : "close every window of VS Code, then: env -u SSH_AUTH_SOCK code .");
        }

        foreach (var settings in EditorSettings.FindAll(host.ApplicationData))
        {
            if (settings.Missing.Count > 0)
            {
                throw new SandboxException(
                    $"{settings.Path} lets VS Code hand credentials of this host into containers. It lacks:\n  {string.Join("\n  ", settings.Missing)}",
                    $"add {(settings.Missing.Count == 1 ? "that line" : "those lines")} (Preferences: Open User Settings (JSON)), then open this folder again");
            }
        }
    }

    private string? Agent() => options.SshAgent ?? (host.IsWindows && host.Exists(EditorHost.WindowsAgent) ? EditorHost.WindowsAgent : null);
}

/// <summary>The port to what differs between hosts.</summary>
/// <param name="IsWindows">Whether this is Windows.</param>
/// <param name="ApplicationData">Where programs keep what belongs to the user.</param>
/// <param name="Exists">Whether there is a file or pipe of that name.</param>
public sealed record EditorHost(bool IsWindows, string ApplicationData, Func<string, bool> Exists)
{
    /// <summary>The pipe of Windows' own agent; no variable names it.</summary>
    public const string WindowsAgent = @"\\.\pipe\openssh-ssh-agent";

    /// <summary>This host.</summary>
    public static EditorHost Present() => new(
        OperatingSystem.IsWindows(),
        Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify),
        File.Exists);
}

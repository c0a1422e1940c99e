using System.Diagnostics;
using AiSandbox.Host.Cli;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Commands;
using AiSandbox.Host.Platform.Docker;
using AiSandbox.Policy;
using AiSandbox.Policy.Edits;

namespace AiSandbox.Host.Engines.Containers;

/// <summary>Puts a list in force in the running sandbox, or leaves the one that is.</summary>
public sealed class LivePolicy(Checkout checkout, HostOptions options, EngineAccess engine, DockerCli docker)
{
    private static readonly ProxyLists Nothing = ProxyLists.Of(AllowedSites.Nothing);

    private string Proxy => SandboxStack.Container(options.Name, "proxy");

    private string Folder => checkout.Show("configs/proxy");

    private string Guard => SandboxStack.Container(options.Name, "guard");

    private string Gate => SandboxStack.Container(options.Name, "gate");

    /// <summary>The list that was rendered last, which is the one in force where the sandbox runs.</summary>
    public ProxyLists Rendered => ProxyListFiles.Read(checkout.Configs) ?? Nothing;

    /// <summary>Looks which containers run. Without an engine that answers, none does.</summary>
    public async Task<RunningParts> LookAsync(CancellationToken cancellation)
    {
        try
        {
            if (!await engine.AnswersAsync(cancellation))
                return new RunningParts(Proxy: false, Guard: false, Gate: false);

            var proxy = docker.IsRunningAsync(Proxy, cancellation);
            var guard = docker.IsRunningAsync(Guard, cancellation);
            var gate = docker.IsRunningAsync(Gate, cancellation);
            return new RunningParts(await proxy, await guard, await gate);
        }
        catch (SandboxException unusable) when (unusable.ExitCode == ExitCodes.NoEngine)
        {
            // An edit of the list needs no engine; whoever shows the result says that this one could not be asked.
            return new RunningParts(Proxy: false, Guard: false, Gate: false, unusable.Message);
        }
    }

    /// <summary>
    /// Renders a list and has the proxy take it over, which decides, and then the guard, which cuts the tunnels of what is
    /// gone, and the gate, which answers names. Not to be cancelled: it takes less than a second, and half of it would be neither list.
    /// </summary>
    /// <param name="sites">The list.</param>
    /// <param name="running">What runs.</param>
    /// <exception cref="SandboxException">It is not in force as a whole; the message says what is.</exception>
    public async Task<PolicyChange> ApplyAsync(AllowedSites sites, RunningParts running)
    {
        var (before, after) = (Rendered, ProxyLists.Of(sites));
        var clock = Stopwatch.StartNew();
        ProxyListFiles.Write(checkout.Configs, after);
        try
        {
            if (running.Proxy)
                await TakeOverAsync(before);
            await Task.WhenAll(running.Guard ? CutAsync() : Task.CompletedTask, running.Gate ? AnswerAsync() : Task.CompletedTask);
        }
        catch (SandboxException gone) when (gone.ExitCode == ExitCodes.NoEngine)
        {
            throw new SandboxException(
                $"The engine has stopped answering: it is not known whether the sandbox has the list in force. It lies in {Folder}.",
                options.CommandFor("Reload"), ExitCodes.NoEngine, gone);
        }

        return new PolicyChange(after, PolicyDiff.Of(before, after), clock.Elapsed);
    }

    private async Task TakeOverAsync(ProxyLists before)
    {
        try
        {
            await TellAsync(() => PolicyReload.ProxyAsync(docker, Proxy, CancellationToken.None));
        }
        catch (CommandException refused)
        {
            await TakeBackAsync(before, refused);
            throw new SandboxException(
                $"Squid did not take over the list:\n{refused.Detail.Trim()}\n"
                    + $"The list that was in force is back in {Folder}, and in force. The edit stands in the file.",
                options.CommandFor("Reload"),
                inner: refused);
        }
    }

    private async Task TakeBackAsync(ProxyLists before, CommandException refused)
    {
        ProxyListFiles.Write(checkout.Configs, before);
        try
        {
            // Also where it took nothing over: it may have failed after it had.
            await TellAsync(() => PolicyReload.ProxyAsync(docker, Proxy, CancellationToken.None));
        }
        catch (CommandException again)
        {
            throw new SandboxException(
                $"Squid did not take over the list:\n{refused.Detail.Trim()}\n"
                    + $"Nor did it take back the one before, which is in {Folder} again:\n{again.Detail.Trim()}\n"
                    + "Until it starts anew it is not certain which of them is in force.",
                $"{options.CommandFor("Down")}, then {options.CommandFor("Up")}",
                inner: again);
        }
    }

    // Ctrl+C in this terminal ends the docker CLI too, and not what was asked of it: that is asked again, and this run ends
    // when it is whole. Both of them say no with 1.
    private static async Task TellAsync(Func<Task> tell)
    {
        try
        {
            await tell();
        }
        catch (CommandException cutOff) when (cutOff.ExitCode is not ExitCodes.Failed)
        {
            await tell();
        }
    }

    private async Task CutAsync()
    {
        try
        {
            await TellAsync(() => PolicyReload.GuardAsync(docker, Guard, CancellationToken.None));
        }
        catch (CommandException failed)
        {
            throw new SandboxException(
                $"The guard could not be told of the list:\n{failed.Detail.Trim()}\n"
                    + "The proxy decides by the new one already; open tunnels of names that are gone may still be open.",
                $"{options.CommandFor("Reload")}; if that fails, {options.CommandFor("Down")}",
                inner: failed);
        }
    }

    private async Task AnswerAsync()
    {
        try
        {
            await TellAsync(() => PolicyReload.GateAsync(docker, Gate, CancellationToken.None));
        }
        catch (CommandException failed)
        {
            throw new SandboxException(
                $"The gate could not be told of the list:\n{failed.Detail.Trim()}\n"
                    + "Proxy and guard have the new one in force; names of programs that use no proxy are answered by the old one.",
                $"{options.CommandFor("Reload")}; if that fails, {options.CommandFor("Down")}, then {options.CommandFor("Up")}",
                inner: failed);
        }
    }
}

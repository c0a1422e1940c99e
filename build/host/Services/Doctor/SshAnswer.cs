using AiSandbox.Host.Adapters.Commands;
using AiSandbox.Host.Options;
using AiSandbox.Host.Services.Ssh;

namespace AiSandbox.Host.Services.Doctor;

/// <summary>Reads what <c>ssh -T git@HOST</c> said. Git hosts greet whoever has a key, and then end with 0 or 1.</summary>
internal static class SshAnswer
{
    /// <summary>What it means.</summary>
    /// <param name="options">How the user calls the host.</param>
    /// <param name="host">The host.</param>
    /// <param name="hasOwnKey">Whether the host has a key pair of its own.</param>
    /// <param name="said">The answer.</param>
    public static Answer Of(HostOptions options, string host, bool hasOwnKey, CommandResult said)
    {
        var text = $"{said.Error}\n{said.Output}".Trim();
        if (Has("Permission denied"))
            return Answer.Wrong("the server knows no such key", Register(options, host, hasOwnKey));
        if (Has("HOST IDENTIFICATION HAS CHANGED"))
            return Answer.Wrong("the server shows another key than the pinned one", "do not go on: compare its fingerprint with the one that it publishes");
        if (Has("Host key verification failed"))
            return Answer.Wrong("the server's key is not pinned", "add the one that it publishes to ~/.ssh/known_hosts in the workspace");
        if (Has("403 Forbidden"))
            return Answer.Wrong("the proxy refuses it", $"{options.CommandFor("Allow")} --{OptionNames.Domain}={host} --{OptionNames.Ports}=22");
        if (Has("503 Service Unavailable"))
            return Answer.Wrong("the proxy cannot reach it", "look at this machine's network and DNS; the proxy has the engine's resolver");
        if (said.ExitCode is 0 or 1 && text.Length > 0)
            return Answer.Ok(Greeting(text));

        return Answer.Wrong(
            text.Length == 0 ? $"no answer, exit code {said.ExitCode}" : Last(text), $"{options.CommandFor("LogsProxy")} --{OptionNames.Since}=5m");

        bool Has(string words) => text.Contains(words, StringComparison.OrdinalIgnoreCase);
    }

    // Before it may stand what ssh itself has to say.
    private static string Greeting(string text) =>
        Lines(text).FirstOrDefault(line => !line.StartsWith("Warning:", StringComparison.Ordinal)) ?? text;

    private static string Last(string text) => Lines(text).LastOrDefault() ?? text;

    private static string[] Lines(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string Register(HostOptions options, string host, bool hasOwnKey)
    {
        var prepare = $"{options.CommandFor(SshRequest.Target)}{(hasOwnKey ? $" --{OptionNames.Host}={host}" : "")}";
        return $"{prepare} shows the public key, and where to register it";
    }
}

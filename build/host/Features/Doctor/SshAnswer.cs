using AiSandbox.Host.Cli;
using AiSandbox.Host.Features.Lifecycle.Identity;
using AiSandbox.Host.Platform.Commands;

namespace AiSandbox.Host.Features.Doctor;

/// <summary>Reads what <c>ssh -T git@HOST</c> said. Git hosts greet whoever has a key, and then end with 0 or 1.</summary>
internal static class SshAnswer
{
    private const string Pin = "add the key that it publishes to configs/.ssh/known_hosts.own, then Up";

    /// <summary>What it means.</summary>
    /// <param name="options">How the user calls the host.</param>
    /// <param name="host">The host.</param>
    /// <param name="hasOwnKey">Whether the host has a key pair of its own.</param>
    /// <param name="said">The answer.</param>
    public static Answer Of(HostOptions options, string host, bool hasOwnKey, CommandResult said)
    {
        var text = $"{said.Error}\n{said.Output}".Trim();
        (string Words, string Found, string Repair)[] known =
        [
            ("agent refused operation", "the sandbox's key is not for that host, whose own key is not pinned", Pin),
            ("Permission denied", "the server knows no such key", Register(options, host, hasOwnKey)),
            ("HOST IDENTIFICATION HAS CHANGED", "the server shows another key than the pinned one",
                "do not go on: compare its fingerprint with the one that it publishes"),
            ("Host key verification failed", "the server's key is not pinned", Pin),
            ("403 Forbidden", "the proxy denies it", $"{options.CommandFor("Allow")} {Option.Domain}={host} {Option.Ports}=22"),
            ("503 Service Unavailable", "the proxy cannot reach it", "look at this machine's network and DNS; the proxy has the engine's resolver"),
        ];
        if (Array.Find(known, one => text.Contains(one.Words, StringComparison.OrdinalIgnoreCase)) is { Words: not null } wrong)
            return Answer.Wrong(wrong.Found, wrong.Repair);
        if (said.ExitCode is 0 or 1 && text.Length > 0)
            return Answer.Ok(Greeting(text));

        return Answer.Wrong(
            text.Length == 0 ? $"no answer, exit code {said.ExitCode}" : Last(text), $"{options.CommandFor("LogsProxy")} {Option.Since}=5m");
    }

    // Before it may stand what ssh itself has to say.
    private static string Greeting(string text) =>
        Lines(text).FirstOrDefault(line => !line.StartsWith("Warning:", StringComparison.Ordinal)) ?? text;

    private static string Last(string text) => Lines(text).LastOrDefault() ?? text;

    private static string[] Lines(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string Register(HostOptions options, string host, bool hasOwnKey)
    {
        var prepare = $"{options.CommandFor(SshRequest.Target)}{(hasOwnKey ? $" {Option.Host}={host}" : "")}";
        return $"{prepare} shows the public key, and where to register it";
    }
}

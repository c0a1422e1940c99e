using AiSandbox.Host.Cli;
using AiSandbox.Host.Model.Identity;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Git;
using AiSandbox.Policy;

namespace AiSandbox.Host.Features.Lifecycle.Identity;

/// <summary>Who commits are by: what was given, else what was chosen before, else what the host's git says.</summary>
internal sealed class IdentityChoice(IHostGit git, string folder)
{
    private static readonly string Example = $"{Option.GitUsername}='Your Name' {Option.GitEmail}=you@example.com";

    /// <summary>How to say who the commits are by.</summary>
    public static string HowTo(SshRequest request) => $"{request.Command} {Example}";

    /// <summary>Chooses an identity.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="before">The git configuration as it is, or an empty text.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <returns>The identity; <see langword="null"/> where there is none and none is required.</returns>
    /// <exception cref="SandboxException">An option is invalid, or an identity is required and not there.</exception>
    public async Task<GitIdentity?> ChooseAsync(SshRequest request, string before, CancellationToken cancellation)
    {
        Check(Option.GitUsername, request.GitUsername, GitIdentity.FaultInName);
        Check(Option.GitEmail, request.GitEmail, GitIdentity.FaultInEmail);
        var config = GitConfig.Parse(before);
        var name = Usable(config.Values("user.name").LastOrDefault(), GitIdentity.FaultInName);
        var email = Usable(config.Values("user.email").LastOrDefault(), GitIdentity.FaultInEmail);

        // An identity is taken over whole: half of one and half of another would be nobody's.
        if (request is not { GitUsername: not null, GitEmail: not null } && (name is null || email is null))
        {
            name = Usable(await git.ConfigAsync("user.name", folder, cancellation), GitIdentity.FaultInName);
            email = Usable(await git.ConfigAsync("user.email", folder, cancellation), GitIdentity.FaultInEmail);
            if (name is null || email is null)
                (name, email) = (null, null);
        }

        (name, email) = (request.GitUsername ?? name, request.GitEmail ?? email);
        if (name is not null && email is not null)
            return new GitIdentity(name, email);

        return request.NeedsIdentity ? throw Missing(request) : null;
    }

    private static string? Usable(string? value, Func<string, string?> fault) =>
        value is not null && fault(value) is null ? value : null;

    private static void Check(OptionDefinition option, string? value, Func<string, string?> fault)
    {
        if (value is not null && fault(value) is { } reason)
            throw new SandboxException($"{option}={SafeText.Of(value)}: {reason}", exitCode: ExitCodes.Usage);
    }

    private static SandboxException Missing(SshRequest request) => new(
        "Who are the commits of the workspace by? The git of this machine has no usable user.name and user.email. "
            + $"Give {Option.GitUsername} and {Option.GitEmail}.",
        HowTo(request),
        ExitCodes.Usage);
}

using AiSandbox.Host.Cli;
using AiSandbox.Host.Model.Identity;
using AiSandbox.Host.Platform;

namespace AiSandbox.Host.Features.Lifecycle.Identity;

/// <summary>What PrepareSsh is asked for.</summary>
public sealed record SshRequest
{
    /// <summary>The name of the target.</summary>
    public const string Target = "PrepareSsh";

    /// <summary>The name that commits carry, where it was given.</summary>
    public string? GitUsername { get; init; }

    /// <summary>The address that commits carry, where it was given.</summary>
    public string? GitEmail { get; init; }

    /// <summary>
    /// Whether a missing identity and a missing ssh-keygen are errors, because the user asked for this target. In the
    /// dependency chain of Up they are a line that says what to do.
    /// </summary>
    public bool Required { get; init; }

    /// <summary>The host that is to have a key pair of its own; mostly <see langword="null"/>.</summary>
    public string? Host { get; init; }

    /// <summary>What stands behind the public key.</summary>
    public string Comment { get; init; } = "ai-sandbox";

    /// <summary>The command that runs this target.</summary>
    public string Command { get; init; } = $"./build.sh --target={Target}";

    /// <summary>The command that builds the workspace image.</summary>
    public string BuildCommand { get; init; } = "./build.sh --target=Build";

    /// <summary>The command that starts the sandbox, or lets one that runs have what is new.</summary>
    public string UpCommand { get; init; } = "./build.sh --target=Up";

    /// <summary>Whether the user gave a name or an address.</summary>
    public bool HasIdentity => GitUsername is not null || GitEmail is not null;

    /// <summary>Whether a missing identity is an error. A key for a host says nothing about who commits are by.</summary>
    public bool NeedsIdentity => HasIdentity || (Required && Host is null);

    /// <summary>Reads it from the options.</summary>
    /// <exception cref="UsageException">The host is not one host's name.</exception>
    public static SshRequest Of(HostOptions options) => new()
    {
        GitUsername = options.Line.Value(Option.GitUsername),
        GitEmail = options.Line.Value(Option.GitEmail),
        Required = options.Requested(Target),
        Host = options.Requested(Target) && options.Line.Value(Option.Host) is { } host ? KeyHost.Parse(host) : null,
        Comment = $"ai-sandbox {options.Name}",
        Command = options.CommandFor(Target),
        BuildCommand = options.CommandFor("Build"),
        UpCommand = options.CommandFor("Up"),
    };
}

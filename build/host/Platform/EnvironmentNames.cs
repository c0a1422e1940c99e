namespace AiSandbox.Host.Platform;

/// <summary>The environment variables that the host reads.</summary>
public static class EnvironmentNames
{
    /// <summary>The engine's address, as the docker CLI reads it.</summary>
    public const string DockerHost = "DOCKER_HOST";

    /// <summary>The engine's context, as the docker CLI reads it.</summary>
    public const string DockerContext = "DOCKER_CONTEXT";

    /// <summary>The socket of the user's SSH agent.</summary>
    public const string SshAuthSock = "SSH_AUTH_SOCK";

    /// <summary>Set where no colour and no movement is wanted (https://no-color.org).</summary>
    public const string NoColor = "NO_COLOR";

    /// <summary>The kind of terminal, as terminfo knows it.</summary>
    public const string Terminal = "TERM";

    /// <summary>"truecolor" where the terminal has all colours.</summary>
    public const string TerminalColors = "COLORTERM";

    /// <summary>"true" under GitHub Actions, where log groups fold.</summary>
    public const string GitHubActions = "GITHUB_ACTIONS";

    /// <summary>"true" under every usual continuous integration, GitHub's and GitLab's among them.</summary>
    public const string ContinuousIntegration = "CI";

    /// <summary>Where npm gets packages, as npm reads it; case does not count to npm, and lower case is what it sets itself.</summary>
    public const string NpmRegistry = "NPM_CONFIG_REGISTRY";

    /// <summary>The name of the script that started the host, for "next:" lines.</summary>
    public const string Script = "AI_SANDBOX_SCRIPT";

    /// <summary>The checkout that the script stands in.</summary>
    public const string Root = "AI_SANDBOX_ROOT";
}

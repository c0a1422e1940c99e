namespace AiSandbox.Host.Model;

/// <summary>
/// The labels that Compose itself writes and looks for
/// (https://github.com/docker/compose/blob/main/pkg/api/labels.go).
/// </summary>
public static class ComposeLabels
{
    /// <summary>The project, which is the sandbox's name.</summary>
    public const string Project = "com.docker.compose.project";

    /// <summary>The service that a container is of.</summary>
    public const string Service = "com.docker.compose.service";

    /// <summary>On containers that Compose has made: what else runs from an image that it has built has the two above alone.</summary>
    public const string Number = "com.docker.compose.container-number";

    /// <summary>What compose.yaml calls a volume.</summary>
    public const string Volume = "com.docker.compose.volume";

    /// <summary>The folder of the compose file: the checkout.</summary>
    public const string WorkingDirectory = "com.docker.compose.project.working_dir";
}

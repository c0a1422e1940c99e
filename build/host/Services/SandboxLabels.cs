namespace AiSandbox.Host.Services;

/// <summary>The labels by which resources of the engine are found, and removed.</summary>
public static class SandboxLabels
{
    /// <summary>On everything of a sandbox; its value is the sandbox's name.</summary>
    public const string Sandbox = "dev.ai-sandbox.sandbox";

    /// <summary>On the base image, which sandboxes share; its value says where it came from.</summary>
    public const string Base = "dev.ai-sandbox.base";

    /// <summary>On an image; its value is the day that its packages are of.</summary>
    public const string Packages = "dev.ai-sandbox.packages";
}

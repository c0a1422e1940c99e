namespace AiSandbox.Host.Model;

/// <summary>The labels by which resources of the engine are found, and removed.</summary>
public static class SandboxLabels
{
    /// <summary>On every container, network and volume of a sandbox; its value is the sandbox's name.</summary>
    public const string Sandbox = "dev.ai-sandbox.sandbox";

    /// <summary>On the base image, which sandboxes share; its value says where it came from.</summary>
    public const string Base = "dev.ai-sandbox.base";

    /// <summary>
    /// On an image of a sandbox, which several may share; its value is the service. Whatever is made from such an image has it as well.
    /// </summary>
    public const string Image = "dev.ai-sandbox.image";

    /// <summary>On the volume of a service; its value is the service's name.</summary>
    public const string Service = "dev.ai-sandbox.service";

    /// <summary>On an image; its value is the day that its packages are of.</summary>
    public const string Packages = "dev.ai-sandbox.packages";
}

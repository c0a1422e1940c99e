using AiSandbox.Host.Model;

namespace AiSandbox.Host.Features.Doctor;

/// <summary>What of a checkout can be read without anything being made.</summary>
internal static class CheckoutFiles
{
    /// <summary>Whether the settings can be read. Reading them makes <c>projects/</c> where it is missing; Doctor makes nothing.</summary>
    public static bool HasSettings(this Checkout checkout) => File.Exists(checkout.WorkspaceEnv) && Directory.Exists(checkout.Projects);
}

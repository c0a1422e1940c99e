using System.Security.Cryptography;
using System.Text;
using AiSandbox.Host.Engines.Containers;
using AiSandbox.Host.Model;

namespace AiSandbox.Host.Engines.Images;

/// <summary>
/// All that an image is made of, as one hash. It is a tag of the image: where it is still the same, there is nothing to build, for this
/// sandbox or another one of the machine. A label would not do: what somebody makes from the image has its labels, and not its tags.
/// </summary>
internal sealed class ImageInputs(Checkout checkout)
{
    /// <summary>Whether a name is such a tag, and no sandbox's.</summary>
    public static bool IsTag(string name) =>
        name.Split(':') is [var repository, { Length: 64 } hash] && hash.All(char.IsAsciiHexDigitLower)
        && SandboxImages.Own.Any(service => repository == $"ai-sandbox-{service}");

    /// <summary>The tag with the SHA-256 over the compose file, the image's folder, the files it takes from elsewhere, and its arguments.</summary>
    /// <param name="service">The service.</param>
    /// <param name="baseImage">The id of the image that it builds on.</param>
    /// <param name="sandbox">The sandbox, whose settings are arguments of the workspace's image.</param>
    /// <param name="day">The day that its packages are of.</param>
    /// <param name="registry">Where npm's packages come from; empty for its own.</param>
    public string Of(string service, string baseImage, Sandbox sandbox, DateOnly day, string registry = "")
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(service);
        Add(baseImage);
        Add(PackageDay.Text(day));
        AddFile(checkout.Compose, "compose.yaml");
        AddFolder(Path.Combine(checkout.Images, service));
        if (service is "guard" or "proxy")
            AddFolder(Path.Combine(checkout.Artifacts, "guard", "program"));
        if (service is SandboxStack.Gateway)
            AddFolder(Path.Combine(checkout.Artifacts, service, "program"));
        if (service is "workspace")
        {
            AddFolder(Path.Combine(sandbox.Config, "certificates"));
            Add(string.Join(' ', sandbox.Settings.Packages));
            Add(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(registry))));
            foreach (var feature in sandbox.Settings.Features)
                Add(string.Join(' ', feature.Words));
        }

        return $"ai-sandbox-{service}:{Convert.ToHexStringLower(hash.GetHashAndReset())}";

        void AddFolder(string folder)
        {
            foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
                AddFile(path, Path.GetRelativePath(folder, path).Replace('\\', '/'));
        }

        void AddFile(string path, string name)
        {
            Add(name);
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(path)));
        }

        void Add(string text)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            hash.AppendData(BitConverter.GetBytes(bytes.Length));
            hash.AppendData(bytes);
        }
    }
}

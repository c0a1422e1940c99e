using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AiSandbox.Host.Cli;
using AiSandbox.Host.Features.Review.Snapshots;
using AiSandbox.Host.Model;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Files;

namespace AiSandbox.Host.Features.Review;

/// <summary>What counted as seen, by sandbox and mounted folder. It lies where no sandbox reaches, and holds lines of the user's files.</summary>
public sealed class Baselines(Checkout checkout)
{
    /// <summary>The baseline of a folder; <see langword="null"/> where there is none.</summary>
    /// <exception cref="SandboxException">It cannot be read.</exception>
    public Snapshot? Read(SandboxName name, string folder)
    {
        var path = PathOf(name, folder);
        if (!File.Exists(path))
            return null;

        try
        {
            return JsonSerializer.Deserialize<Snapshot>(File.ReadAllText(path), StrictJson.Options) ?? throw new JsonException("null");
        }
        catch (JsonException wrong)
        {
            throw new SandboxException($"{path}: the baseline cannot be read, and nothing can be compared with it. Remove it, and look at all there is.", "./build.sh --target=Review --all", inner: wrong);
        }
    }

    /// <summary>Makes a snapshot the baseline of its folder.</summary>
    public void Write(SandboxName name, Snapshot snapshot)
    {
        FileStore.CreatePrivateFolder(FolderOf(name));
        FileStore.Write(PathOf(name, snapshot.Folder), JsonSerializer.Serialize(snapshot, StrictJson.Options), FileStore.Private);
    }

    /// <summary>Removes all baselines of a sandbox.</summary>
    public void Remove(SandboxName name)
    {
        if (Directory.Exists(FolderOf(name)))
            Directory.Delete(FolderOf(name), recursive: true);
    }

    private string FolderOf(SandboxName name) => Path.Combine(checkout.Reviews, name.Value);

    // One a folder: whoever mounts another one and then the first again has lost nothing.
    private string PathOf(SandboxName name, string folder) =>
        Path.Combine(FolderOf(name), $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)))[..12]}.json");
}

using AiSandbox.Host.Model;
using AiSandbox.Host.Model.Settings;
using AiSandbox.Host.Platform.Files;

namespace Host.Tests.Model.Settings;

/// <summary>A temporary checkout whose path has spaces, with the real templates and a home beside it.</summary>
internal sealed class TempCheckout : IDisposable
{
    private readonly string _folder = RealPath.Of(Directory.CreateTempSubdirectory("ai sandbox ").FullName);

    public TempCheckout()
    {
        Home = Directory.CreateDirectory(Path.Combine(_folder, "the home")).FullName;
        Checkout = new Checkout(Directory.CreateDirectory(Path.Combine(_folder, "the checkout")).FullName);
        // Windows lets not everyone make a link, and no test there needs this one.
        if (!OperatingSystem.IsWindows())
            Directory.CreateSymbolicLink(Path.Combine(_folder, "link to engine"), Folder("engine"));
        foreach (var folder in new[] { Checkout.Templates, Checkout.Vendors, Checkout.Features })
        {
            Directory.CreateDirectory(folder);
            foreach (var file in Directory.GetFiles(Path.Combine(Repository, Path.GetRelativePath(Checkout.Root, folder))))
                File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }
    }

    /// <summary>The checkout that these tests are compiled from.</summary>
    public static string Repository => global::Policy.Tests.Repository.Root;

    public string Home { get; }

    public Checkout Checkout { get; }

    public ConfigRenderer Renderer => new(Checkout);

    public WorkspaceEnv Env =>
        new(Checkout, Renderer, new HostFolders(Home, [Path.Combine(_folder, "link to engine", "docker.sock")]));

    /// <summary>A folder beside the checkout.</summary>
    public string Folder(string name) => Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;

    public void WriteEnv(string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Checkout.WorkspaceEnv)!);
        File.WriteAllText(Checkout.WorkspaceEnv, text);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}

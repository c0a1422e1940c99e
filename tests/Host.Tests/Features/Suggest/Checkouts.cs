using AiSandbox.Host.Cli;
using AiSandbox.Host.Model.Lists;
using Host.Tests.Model.Settings;

namespace Host.Tests.Features.Suggest;

/// <summary>A checkout with a list, and with the presets and the suffixes that ship.</summary>
internal sealed class Checkouts : IDisposable
{
    public Checkouts(string list)
    {
        foreach (var folder in new[] { "data", "presets" })
        {
            Directory.CreateDirectory(Path.Combine(Folder.Checkout.Templates, folder));
            foreach (var file in Directory.GetFiles(Path.Combine(TempCheckout.Repository, "templates", folder)))
                File.Copy(file, Path.Combine(Folder.Checkout.Templates, folder, Path.GetFileName(file)));
        }

        File.WriteAllText(Folder.Checkout.AllowedSites, list);
        Folder.WriteEnv("");
        Directory.CreateDirectory(Folder.Checkout.Projects);
    }

    public TempCheckout Folder { get; } = new();

    public HostOptions Options { get; } = new() { Name = SandboxName.Parse("box") };

    public AllowlistStore Store => new(Folder.Checkout, Options, TimeProvider.System);

    public void Project(string path, string text)
    {
        var full = Path.Combine(Folder.Checkout.Projects, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    public void Dispose() => Folder.Dispose();
}

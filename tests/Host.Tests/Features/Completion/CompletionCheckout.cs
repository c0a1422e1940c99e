using System.Reflection;
using AiSandbox.Host.Cli;
using AiSandbox.Host.Features.Completion;
using AiSandbox.Host.Model;
using Host.Tests.Model.Settings;

namespace Host.Tests.Features.Completion;

/// <summary>What the shells look at: a checkout with a list, presets and sandboxes, and a foreign project with a build.sh beside it.</summary>
internal sealed class CompletionCheckout : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("completion ").FullName;

    public CompletionCheckout()
    {
        foreach (var folder in new[] { "build/host", "templates/presets", "sandboxes/alpha", "sandboxes/beta", "projects/app", "projects/web", "docs" })
            Directory.CreateDirectory(Path.Combine(Root, folder));
        Directory.CreateDirectory(Foreign);
        Write("build.sh", "");
        Write("docs/a.log", "");
        Write("templates/presets/npm.txt", "");
        Write("templates/presets/python.txt", "");
        // As Notepad saves it.
        Write("allowed-sites.txt", "\uFEFFgithub.com\r\n# comment.example\r\n\r\n  .crates.io 443  # why\r\n@npm until=2099-01-01\r\n");
        Write("allowed-sites.local.txt", "local.example"); // its last line has no end
        Write("sandboxes/beta/allowed-sites.txt", "beta.example\n");
    }

    /// <summary>The checkout.</summary>
    public string Root => Path.Combine(_folder, "checkout");

    /// <summary>A folder that is none.</summary>
    public string Foreign => Path.Combine(_folder, "foreign");

    /// <summary>Writes the script of a shell into the checkout.</summary>
    /// <returns>Its path.</returns>
    public string WriteScript(string shell)
    {
        Write($"script.{shell}", Render(shell));
        return Path.Combine(Root, $"script.{shell}");
    }

    /// <summary>The script of a shell, with the real targets and options.</summary>
    public static string Render(string? shell) =>
        new CompletionScript(new ConfigRenderer(new Checkout(TempCheckout.Repository))).Render(
            new HostOptions { Name = SandboxName.Parse("box"), Line = shell is null ? CommandLine.Empty : CommandLine.Parse([$"--shell={shell}"], []) },
            TargetCatalogue.Of(Assembly.GetAssembly(typeof(CompletionScript))!));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(Root, name), text);
}

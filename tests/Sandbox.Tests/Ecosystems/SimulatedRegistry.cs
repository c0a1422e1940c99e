using System.IO.Compression;
using System.Text;

namespace Sandbox.Tests.Ecosystems;

/// <summary>The files of registries that the machine cannot reach: a folder a host, as the simulated internet serves them.</summary>
/// <param name="folder">Where they lie.</param>
internal sealed class SimulatedRegistry(string folder)
{
    /// <summary>The hosts that are played.</summary>
    public static IReadOnlyList<string> Hosts { get; } =
    [
        "github.com", "api.github.com", "pypi.org", "files.pythonhosted.org", "index.crates.io", "static.crates.io", "proxy.golang.org",
        "sum.golang.org", "repo.maven.apache.org", "repo1.maven.org", "services.gradle.org", "plugins.gradle.org", "rubygems.org", "index.rubygems.org",
    ];

    /// <summary>Writes what the ecosystems of every workspace ask for.</summary>
    public void WriteBase()
    {
        foreach (var host in Hosts)
            Directory.CreateDirectory(Path.Combine(folder, host));

        Write("api.github.com/hello.txt", "hello from a file\n"u8);
        const string wheel = "demo_pkg-1.0-py3-none-any.whl";
        Write("pypi.org/simple/demo-pkg/index.html", $"<a href=\"https://files.pythonhosted.org/{wheel}\">{wheel}</a>");
        Write($"files.pythonhosted.org/{wheel}", Zip(
            ("demo_pkg.py", "print('hello from a wheel')\n"),
            ("demo_pkg-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: demo-pkg\nVersion: 1.0\n"),
            ("demo_pkg-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nGenerator: hand\nRoot-Is-Purelib: true\nTag: py3-none-any\n"),
            ("demo_pkg-1.0.dist-info/RECORD", "demo_pkg.py,,\ndemo_pkg-1.0.dist-info/METADATA,,\ndemo_pkg-1.0.dist-info/WHEEL,,\ndemo_pkg-1.0.dist-info/RECORD,,\n")));
    }

    /// <summary>Writes a file.</summary>
    public void Write(string path, string text) => Write(path, Encoding.UTF8.GetBytes(text));

    /// <summary>Writes a file.</summary>
    public void Write(string path, ReadOnlySpan<byte> bytes)
    {
        var file = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, bytes.ToArray());
    }

    /// <summary>A zip archive with some texts in it.</summary>
    public static byte[] Zip(params (string Name, string Text)[] files)
    {
        var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in files)
            {
                using var writer = new StreamWriter(archive.CreateEntry(name).Open());
                writer.Write(text);
            }
        }

        return bytes.ToArray();
    }
}

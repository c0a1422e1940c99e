using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Sandbox.Tests.Ecosystems;

namespace Sandbox.Tests.Toolchains;

/// <summary>Writes a crate, a Go module, a POM and a page for the simulated registries.</summary>
internal static class ToolchainRegistry
{
    private const string Pom =
        "<project><modelVersion>4.0.0</modelVersion><groupId>com.example</groupId><artifactId>demo</artifactId><version>1.0</version><packaging>pom</packaging></project>";

    /// <summary>Writes all that needs no tool to be made.</summary>
    public static void Write(SimulatedRegistry files)
    {
        files.Write("api.github.com/page.html", "<!doctype html><p id=made></p><script>made.textContent = 'hello from a ' + 'page'</script>");
        files.Write("repo1.maven.org/hello.txt", "hello from a jar\n");
        foreach (var repository in new[] { "repo.maven.apache.org/maven2", "plugins.gradle.org/m2" })
            files.Write($"{repository}/com/example/demo/1.0/demo-1.0.pom", Pom);
        WriteModule(files);
        WriteCrate(files);
    }

    private static void WriteModule(SimulatedRegistry files)
    {
        const string at = "proxy.golang.org/example.com/demo/@v";
        const string module = "module example.com/demo\n";
        files.Write($"{at}/list", "v1.0.0\n");
        files.Write($"{at}/v1.0.0.info", """{"Version":"v1.0.0","Time":"2026-01-01T00:00:00Z"}""");
        files.Write($"{at}/v1.0.0.mod", module);
        files.Write($"{at}/v1.0.0.zip", SimulatedRegistry.Zip(
            ("example.com/demo@v1.0.0/go.mod", module),
            ("example.com/demo@v1.0.0/demo.go", "package demo\nfunc Hello() string { return \"hello from a module\" }\n")));
    }

    private static void WriteCrate(SimulatedRegistry files)
    {
        var crate = TarGz(
            ("demo-crate-1.0.0/Cargo.toml", "[package]\nname = \"demo-crate\"\nversion = \"1.0.0\"\nedition = \"2021\"\n"),
            ("demo-crate-1.0.0/src/lib.rs", "pub fn hello() -> &'static str { \"hello from a crate\" }\n"));
        var sum = Convert.ToHexStringLower(SHA256.HashData(crate));
        files.Write("index.crates.io/config.json", """{"dl":"https://static.crates.io/crates","api":"https://crates.io"}""");
        files.Write("index.crates.io/de/mo/demo-crate", $$"""{"name":"demo-crate","vers":"1.0.0","deps":[],"cksum":"{{sum}}","features":{},"yanked":false}""" + "\n");
        files.Write("static.crates.io/crates/demo-crate/1.0.0/download", crate);
    }

    private static byte[] TarGz(params (string Name, string Text)[] files)
    {
        var bytes = new MemoryStream();
        using (var tar = new TarWriter(new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true), TarEntryFormat.Ustar))
        {
            foreach (var (name, text) in files)
                tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) });
        }

        return bytes.ToArray();
    }
}

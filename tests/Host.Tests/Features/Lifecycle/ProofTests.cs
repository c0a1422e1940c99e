using AiSandbox.Host.Cli;
using AiSandbox.Host.Engines.Images;
using AiSandbox.Host.Features.Lifecycle;
using AiSandbox.Host.Model;
using AiSandbox.Verification;
using AiSandbox.Verification.Proofs;
using Verification.Tests;

namespace Host.Tests.Features.Lifecycle;

[TestFixture]
public sealed class ProofTests
{
    private static readonly EffectiveConfiguration Present = Of(("compose.yaml", "1"), ("squid.conf", "2"), ("the proxy image", "3"));
    private static readonly SandboxName Name = SandboxName.Parse("box");
    private static readonly VerificationReport Green = Cases.Report(Cases.Result(Cases.Allow, Cases.Allowed)) with { Configuration = Present };
    private static readonly VerificationReport Red = Cases.Report(Cases.Result(Cases.Deny, Cases.Quiet)) with { Configuration = Present };

    [Test]
    public void Should_keep_a_green_run_until_the_same_configuration_is_red()
    {
        using var folder = new TempFolder();
        var checkout = new Checkout(folder.Path);

        GreenRunFile.Read(checkout, Name).ShouldBeNull();
        GreenRunFile.Keep(checkout, Name, Green);
        var kept = GreenRunFile.Read(checkout, Name)!;
        (kept.Time, kept.Cases, kept.Hash).ShouldBe((Green.StartedAt, 1, Present.Hash));
        kept.Parts.ShouldBe(Present.Parts);

        GreenRunFile.Keep(checkout, Name, Red with { Configuration = Of(("squid.conf", "other")) });
        GreenRunFile.Read(checkout, Name).ShouldNotBeNull("the red run was of something else");
        GreenRunFile.Keep(checkout, Name, Red);
        GreenRunFile.Read(checkout, Name).ShouldBeNull();

        File.WriteAllText(GreenRunFile.PathOf(checkout, Name), "{}");
        GreenRunFile.Read(checkout, Name).ShouldBeNull("it cannot be read");
    }

    [Test]
    public void Should_cover_everything_but_the_lists_when_files_are_read()
    {
        using var folder = new TempFolder();
        foreach (var file in new[]
        {
            "compose.yaml", "configs/proxy/squid.conf", "configs/proxy/guard.json", "configs/proxy/allowed-443",
            "build/verification/compose.verify.yaml", "build/verification/cases/demo.yaml",
        })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder.Path, file))!);
            File.WriteAllText(Path.Combine(folder.Path, file), file);
        }

        var before = Read();
        before.Parts.Keys.ShouldBe(["guard.json", "squid.conf", "compose.yaml", "the cases"]);

        Append("configs/proxy/allowed-443");
        Read().Hash.ShouldBe(before.Hash);
        Append("build/verification/compose.verify.yaml");
        Read().Difference(before).ShouldBe(["the cases"]);
        Directory.CreateDirectory(Path.Combine(folder.Path, "configs", "cases"));
        Append("configs/cases/mine.yaml");
        Read().Difference(before).ShouldBe(["the cases", "your own cases"]);

        EffectiveConfiguration Read() =>
            new(new Dictionary<string, string>(PresentConfiguration.Files(new Checkout(folder.Path))));
        void Append(string file) => File.AppendAllText(Path.Combine(folder.Path, file), " ");
    }

    [Test]
    public void Should_name_the_runtime_when_the_workspace_asks_for_another()
    {
        string[] programs = ["Engine 28.5.1", "containerd v1.7.28", "runc 1.3.0", "docker-init 0.19.0"];

        PresentConfiguration.Runtime(null, programs).ShouldBe("runc, runc 1.3.0");
        PresentConfiguration.Runtime("runc", programs).ShouldBe("runc, runc 1.3.0");
        PresentConfiguration.Runtime("runsc", programs).ShouldBe("runsc, runc 1.3.0");
    }

    [Test]
    public void Should_tell_images_apart_when_the_engine_lists_them()
    {
        var images = ImageInspection.Parse(
            "box",
            "[\"box-proxy:latest\",\"box-verify-proxy:latest\"]|2026-11-24T10:00:00Z|2026-11-20|sha256:a|[\"sha256:1\"]{\"User\":\"a|b\"}\n"
                + "[\"box-2-guard:latest\"]|2026-11-24T10:00:00Z||sha256:b|[\"sha256:1\"]{}\n"
                + "[\"ai-sandbox-base:13\"]|2026-11-24T10:00:00Z||sha256:c|[\"sha256:0\"]{}\n");

        images.Keys.ShouldBe(["proxy", ImageInspection.Base]);
        images[ImageInspection.Base].Id.ShouldBe("sha256:c");
        images["proxy"].ShouldBe(new BuiltImage(
            new DateTimeOffset(2026, 11, 24, 10, 0, 0, TimeSpan.Zero), new DateOnly(2026, 11, 20), EffectiveConfiguration.HashOf("[\"sha256:1\"]{\"User\":\"a|b\"}"), "sha256:a", "[\"box-proxy:latest\",\"box-verify-proxy:latest\"]"));
    }

    private static EffectiveConfiguration Of(params (string Name, string Value)[] parts) =>
        new(parts.ToDictionary(part => part.Name, part => part.Value, StringComparer.Ordinal));

    private sealed class TempFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("ai-sandbox-tests-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}

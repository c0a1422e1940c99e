using AiSandbox.Host.Cli;
using AiSandbox.Host.Engines.Images;
using AiSandbox.Host.Model;
using AiSandbox.Host.Model.Settings;
using AiSandbox.Host.Model.Toolchains;
using AiSandbox.Policy;
using Host.Tests.Model.Settings;

namespace Host.Tests.Engines.Images;

public sealed class ImageInputsTests
{
    private static readonly DateOnly Day = new(2026, 11, 24);

    private TempCheckout _temp = null!;

    [SetUp]
    public void MakeCheckout()
    {
        _temp = new TempCheckout();
        Write("compose.yaml", "services: {}");
        foreach (var service in SandboxImages.Services)
            Write($"images/{service}/Dockerfile", $"FROM {service}");
        Write("artifacts/guard/program/guard", "program");
        Write("configs/certificates/workspace.crt", "");
    }

    [TearDown]
    public void RemoveCheckout() => _temp.Dispose();

    [TestCase("guard", "images/guard/Dockerfile", "artifacts/guard/program/guard", "compose.yaml")]
    [TestCase("proxy", "images/proxy/Dockerfile", "images/proxy/errors/ERR_NEW", "artifacts/guard/program/guard", "compose.yaml")]
    [TestCase("workspace", "images/workspace/Dockerfile", "configs/certificates/workspace.crt", "compose.yaml")]
    public void Should_be_another_when_a_file_that_goes_into_the_image_changes_or_comes(string service, params string[] files)
    {
        var seen = new List<string> { Of(service) };
        foreach (var file in files)
        {
            Write(file, "changed");
            seen.Add(Of(service));
        }

        seen.ShouldBeUnique();
        Of(service).ShouldBe(seen[^1]);
    }

    [Test]
    public void Should_be_the_same_when_what_changes_goes_into_another_image()
    {
        var proxy = Of("proxy");
        Write("images/workspace/Dockerfile", "changed");
        Write("images/guard/Dockerfile", "changed");

        Of("proxy", Box(packages: ["make"])).ShouldBe(proxy);
        Of("proxy", Box(name: "other")).ShouldBe(proxy);
    }

    [Test]
    public void Should_be_another_when_settings_base_or_day_are()
    {
        string[] all =
        [
            Of("workspace"), Of("workspace", Box(packages: ["make"])), Of("workspace", Box(features: [new Feature("go", "Go", ["apt:golang"], null, null)])),
            new ImageInputs(_temp.Checkout).Of("workspace", "sha256:2", Box(), Day), new ImageInputs(_temp.Checkout).Of("workspace", "sha256:1", Box(), Day.AddDays(1)),
            new ImageInputs(_temp.Checkout).Of("workspace", "sha256:1", Box(), Day, "https://npm.example"),
        ];

        all.ShouldBeUnique();
    }

    [Test]
    public void Should_find_the_images_that_no_sandbox_has_and_no_other()
    {
        var (mine, shared) = (Of("guard"), Of("workspace"));

        UnusedImages.Of($"sha256:1 {mine}\nsha256:2 {shared}\nsha256:2 box-workspace:latest\nsha256:3 mybox:latest\nsha256:4 ai-sandbox-guard:latest\n")
            .ShouldBe([mine]);
    }

    private string Of(string service, Sandbox? sandbox = null) => new ImageInputs(_temp.Checkout).Of(service, "sha256:1", sandbox ?? Box(), Day);

    private Sandbox Box(string name = "box", IReadOnlyList<string>? packages = null, IReadOnlyList<Feature>? features = null) => new(
        SandboxName.Parse(name), _temp.Checkout.Configs, new WorkspaceSettings { Mount = "/x", Packages = packages ?? [], Features = features ?? [] }, AllowedSites.Nothing);

    private void Write(string path, string text)
    {
        var full = Path.Combine(_temp.Checkout.Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }
}

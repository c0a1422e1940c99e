using System.Diagnostics;
using System.Text;
using AiSandbox.Host.Features.Suggest.Projects;
using AiSandbox.Policy;
using CsCheck;
using Policy.Tests;

namespace Host.Tests.Features.Suggest.Projects;

public sealed class ProjectScanTests
{
    private string _root = null!;

    [SetUp]
    public void CreateFolder() => _root = Directory.CreateTempSubdirectory("projects ").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_root, recursive: true);

    [Test]
    public async Task Should_read_the_tree_and_name_the_first_file()
    {
        Write("b/package-lock.json", """{"x":{"resolved":"https://npm.corp.example/a"}}""");
        Write("a/deep/package-lock.json", """{"x":{"resolved":"https://npm.corp.example/a"}}""");
        Write("a/.git/config", "[remote \"origin\"]\nurl = git@github.com:o/r\n");

        var needs = await ScanAsync();

        needs.Files.ShouldBe(3);
        needs.Hosts.Select(host => $"{host} {host.Why}").ShouldBe(["github.com:22 a/.git/config", "npm.corp.example:443 a/deep/package-lock.json"]);
        needs.Skipped.ShouldBeEmpty();
    }

    [Test]
    public async Task Should_believe_the_lockfile_and_not_the_manifest()
    {
        Write("package.json", """{"dependencies":{"a":"1"}}""");
        Write("package-lock.json", """{"x":{"resolved":"https://npm.corp.example/a"}}""");
        Write("packages/one/package.json", """{"dependencies":{"a":"1"}}""");

        var needs = await ScanAsync();

        needs.Presets.ShouldBeEmpty();
        needs.Hosts.ShouldHaveSingleItem().Host.ShouldBe("npm.corp.example");
    }

    [Test]
    public async Task Should_not_read_what_was_downloaded_or_built()
    {
        foreach (var folder in new[] { "node_modules/a", "target/x", "bin/x", "obj", "vendor", ".git/modules/x", ".venv/x" })
            Write($"{folder}/package.json", """{"dependencies":{"a":"1"}}""");

        (await ScanAsync()).Files.ShouldBe(0);
    }

    [TestCase("package.json", "{")]
    [TestCase("package.json", "[]")]
    [TestCase("package-lock.json", """{"resolved":"\ud800"}""")]
    [TestCase("pom.xml", "<project>")]
    [TestCase("pom.xml", "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><project>&a;</project>")]
    [TestCase("x.csproj", "not xml")]
    [TestCase("packages.lock.json", "{}")]
    [TestCase("go.mod", "nothing")]
    [TestCase("go.sum", "one two three")]
    [TestCase("rust-toolchain.toml", "x")]
    [TestCase("Cargo.toml", """a = "\ud800" """)]
    [TestCase("Cargo.toml", "[dependencies]\na = \"1")]
    public async Task Should_skip_a_malformed_file_by_name(string name, string text)
    {
        Write("good/.npmrc", "registry=https://npm.corp.example");
        Write($"bad/{name}", text);

        var needs = await ScanAsync();

        needs.Skipped.ShouldHaveSingleItem().ShouldStartWith($"bad/{name}: it is not what its name says");
        needs.Hosts.ShouldHaveSingleItem();
    }

    [Test]
    public async Task Should_skip_json_that_is_nested_too_deeply()
    {
        Write("package.json", new string('[', 100_000));

        (await ScanAsync()).Skipped.ShouldHaveSingleItem();
    }

    [TestCase("Cargo.toml", "x = ", '[')]
    [TestCase("pom.xml", "", '<')]
    public async Task Should_skip_what_else_is_nested_too_deeply(string name, string before, char open)
    {
        Write(name, before + string.Concat(Enumerable.Repeat(open == '<' ? "<a>" : $"{open}", 100_000)));

        (await ScanAsync()).Skipped.ShouldHaveSingleItem().ShouldStartWith($"{name}: it is not what its name says");
    }

    [Test]
    public async Task Should_read_no_long_toml()
    {
        Write("Cargo.toml", "[dependencies]\n" + string.Concat(Enumerable.Range(0, 500).Select(i => $"a{i} = \"1\"\n")));

        var needs = await ScanAsync(new ScanLimits(TomlBytes: 2000));

        needs.Presets.ShouldBeEmpty();
        needs.Skipped.ShouldHaveSingleItem().ShouldStartWith("Cargo.toml: longer than");
    }

    [Test]
    [Platform("Unix")]
    public async Task Should_follow_no_link()
    {
        var outside = Directory.CreateTempSubdirectory("outside").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(outside, ".npmrc"), "registry=https://secret.example");
            Directory.CreateSymbolicLink(Path.Combine(_root, "folder"), outside);
            File.CreateSymbolicLink(Path.Combine(_root, ".npmrc"), Path.Combine(outside, ".npmrc"));
            Directory.CreateSymbolicLink(Path.Combine(_root, "loop"), _root);

            var needs = await ScanAsync();

            needs.Hosts.ShouldBeEmpty();
            needs.Skipped.Count.ShouldBe(3);
            needs.Skipped.ShouldAllBe(line => line.EndsWith("a link, which is not followed", StringComparison.Ordinal));
        }
        finally
        {
            Directory.Delete(outside, recursive: true);
        }
    }

    [Test]
    [Platform("Linux")]
    [CancelAfter(20_000)]
    public async Task Should_not_wait_for_a_pipe()
    {
        using (var mkfifo = Process.Start("mkfifo", [Path.Combine(_root, "package.json")]))
            await mkfifo.WaitForExitAsync();
        Write(".npmrc", "registry=https://npm.corp.example");

        var needs = await ScanAsync();

        needs.Skipped.ShouldHaveSingleItem().ShouldBe("package.json: empty, or no plain file");
        needs.Hosts.ShouldHaveSingleItem();
    }

    [Test]
    public async Task Should_stop_at_each_limit_and_say_so()
    {
        Write("long/.npmrc", "registry=https://long.example/" + new string('x', 2000));
        Write("1/2/3/.npmrc", "registry=https://deep.example");
        for (var i = 0; i < 8; i++)
            Write($"many{i}/.npmrc", string.Concat(Enumerable.Range(0, 9).Select(j => $"@s{j}:registry=https://h{i}x{j}.example\n")));

        var needs = await ScanAsync(new ScanLimits(Depth: 2, Files: 5, FileBytes: 1000, Hosts: 10));

        needs.Files.ShouldBe(5);
        needs.Hosts.Count.ShouldBe(10);
        needs.LeftOut.ShouldBe(35);
        needs.Skipped.ShouldContain("1/2/3: deeper than 2 folders");
        needs.Skipped.ShouldContain(line => line.StartsWith("long/.npmrc: longer than", StringComparison.Ordinal));
        needs.Skipped.Count(line => line.EndsWith("more than 5 files", StringComparison.Ordinal)).ShouldBe(3);
    }

    [Test]
    public async Task Should_look_at_no_more_files_than_it_may()
    {
        for (var i = 0; i < 30; i++)
            Write($"f{i:00}.txt", "x");
        Write("z/.npmrc", "registry=https://npm.corp.example");

        var needs = await ScanAsync(new ScanLimits(Entries: 10));

        needs.Files.ShouldBe(0);
        needs.Skipped.ShouldHaveSingleItem().ShouldContain("more than 10 files and folders altogether");
    }

    [Test]
    public async Task Should_refuse_hosts_that_can_stand_in_no_list()
    {
        Write(".npmrc", """
            a:registry=http://localhost:4873/
            b:registry=https://127.0.0.1/
            c:registry=https://[::1]/
            d:registry=https://аррӏе.example/
            e:registry=https://a b.example/
            f:registry=https://.evil.example/
            g:registry=https://*.evil.example/
            h:registry=https://x.onion/
            i:registry=https://ok.example:8443/
            """);

        var needs = await ScanAsync();

        needs.Hosts.ShouldBeEmpty();
        needs.Refused.Count.ShouldBe(9);
    }

    [Test]
    public void Should_print_and_keep_nothing_hostile_whatever_a_file_holds()
    {
        string[] pieces =
        [
            "registry=", "\"resolved\":", "\"", "https://", "ssh://git@", "git@", "evil.example", "a.b.example", "/", ":", "443", "22", "\n", "\r", "\0", "\e[2J",
            "\u202E", " ", "#", "@npm", ".", "*", "[remote \"x\"]\n", "url = ", "{", "}", ",", "[", "]", "<url>", "</url>", "<add value='", "' />", "source = ", "git = ",
            "resolution: ", "tarball: ", "remote: ", "%0A", "\\", "xn--", "аррӏе", "distributionUrl=", "maven(\"", " at \"", "--index-url ", "[dependencies]\n", "=",
        ];
        var texts = Gen.Int[0, pieces.Length - 1].Select(i => pieces[i]).Array[0, 30].Select(string.Concat);
        Gen.Select(texts, Gen.Int[0, ProjectFormat.All.Count - 1]).Sample(
            (text, index) =>
            {
                var needs = new ProjectNeeds(new ScanLimits());
                needs.Begin("a\e[31m/\n" + text);
                try
                {
                    if (!string.IsNullOrWhiteSpace(text))
                        ProjectFormat.All[index].Read(text, needs);
                }
                catch (Exception expected) when (expected is FormatException or System.Text.Json.JsonException or System.Xml.XmlException or InvalidOperationException)
                {
                    // The scan names the file then.
                }

                return needs.Hosts.All(host => Lists.Lint($"{host.Host} {host.Port.Number()}\n").Findings.All(finding => finding.RuleId == "underscore"))
                    && needs.Refused.Concat(needs.Hosts.Select(host => host.Why)).Concat(needs.Presets.Select(preset => preset.Why))
                        .All(line => line.EnumerateRunes().All(rune => !SafeText.IsUnseen(rune)));
            },
            iter: 20_000);
    }

    private Task<ProjectNeeds> ScanAsync(ScanLimits? limits = null) =>
        new ProjectScan(_root, limits ?? new ScanLimits()).ReadAsync(CancellationToken.None);

    private void Write(string path, string text)
    {
        var full = Path.Combine(_root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text, new UTF8Encoding(false));
    }
}

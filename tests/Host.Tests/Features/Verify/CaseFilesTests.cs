using AiSandbox.Host.Features.Verify;
using AiSandbox.Host.Platform;
using AiSandbox.Verification.Catalogue;

namespace Host.Tests.Features.Verify;

public sealed class CaseFilesTests
{
    private const string Valid = """
        cases:
          - id: https-listed
            title: HTTPS passes
            why: It is the job.
            outcome: allow
            run: [curl, "https://www.google.com/"]
            expect: { exit: 0 }
            proxy: [{ decision: allow }]
            internet: [{ service: https }]
            live: false
          - id: tcp-direct
            title: TCP is refused
            why: It leads anywhere.
            outcome: deny
            run: [nc, example.com, "443"]
            expect: { exit: nonzero }
            proxy: none
            internet: none
            control: https-listed
            live: false
        """;

    [Test]
    public void Should_add_the_cases_of_users_when_there_are_some()
    {
        using var folder = new TempFolder();
        var (shipped, own) = (Path.Combine(folder.Path, "shipped"), Path.Combine(folder.Path, "own"));
        Directory.CreateDirectory(shipped);
        File.WriteAllText(Path.Combine(shipped, "demo.yaml"), Valid);
        CaseFiles.Load(shipped, own).Cases.Count.ShouldBe(2);

        Directory.CreateDirectory(own);
        var mine = Path.Combine(own, "mine.yaml");
        File.WriteAllText(mine, "cases:" + Valid[Valid.IndexOf("\n  - id: tcp", StringComparison.Ordinal)..]
            .Replace("tcp-direct", "own-tcp", StringComparison.Ordinal));
        var added = CaseFiles.Load(shipped, own).Cases[^1];
        (added.Id, added.Family, $"{added.Origin}").ShouldBe(("own-tcp", "own: mine", "configs/cases/mine.yaml:2"));

        File.WriteAllText(mine, File.ReadAllText(mine).Replace("own-tcp", "tcp-direct", StringComparison.Ordinal));
        Message().ShouldContain("configs/cases/mine.yaml:2: the id 'tcp-direct' is taken by demo.yaml:11.");

        File.Move(mine, Path.Combine(own, "mine.yml"));
        Message().ShouldBe("configs/cases/mine.yml: rename it, since the name of a file of cases ends with .yaml.");

        string Message() => Should.Throw<SandboxException>(() => CaseFiles.Load(shipped, own)).Message;
    }

    [Test]
    public void Should_refuse_when_there_is_no_case()
    {
        using var folder = new TempFolder();
        File.WriteAllText(Path.Combine(folder.Path, "demo.yaml"), "cases: []");

        Should.Throw<SandboxException>(() => CaseFiles.Load("/nowhere")).Message.ShouldContain("There is no case to verify.");
        Should.Throw<SandboxException>(() => CaseFiles.Load(folder.Path)).Message.ShouldContain("There is no case to verify.");
    }

    [Test]
    public void Should_be_wrong_usage_when_data_is_not_right()
    {
        var refusal = Should.Throw<SandboxException>(() => CaseFiles.Checked(() => CaseCatalogue.Parse([("demo.yaml", Valid.Replace("why:", "wy:"))])));

        refusal.ExitCode.ShouldBe(ExitCodes.Usage);
        refusal.Message.ShouldContain("demo.yaml:2: 'why' is missing.");
    }

    private sealed class TempFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("ai-sandbox-tests-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}

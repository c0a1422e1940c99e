using System.Runtime.Versioning;
using System.Text;
using AiSandbox.Host.Model.Settings;
using AiSandbox.Host.Platform;
using AiSandbox.Host.Platform.Files;
using CsCheck;

namespace Host.Tests.Model.Settings;

public sealed class WorkspaceEnvTests
{
    private TempCheckout _temp = null!;

    [SetUp]
    public void CreateCheckout() => _temp = new TempCheckout();

    [TearDown]
    public void RemoveCheckout() => _temp.Dispose();

    private string EnvPath => _temp.Checkout.WorkspaceEnv;

    [Test]
    public void Should_render_every_setting_when_there_is_no_file()
    {
        var prepared = _temp.Env.Prepare();

        prepared.Created.ShouldBeTrue();
        prepared.Report.ShouldHaveSingleItem().ShouldContain("is new");
        EnvFile.Parse(File.ReadAllText(EnvPath), "f").Select(entry => entry.Name).ShouldBe(SettingNames.All);
    }

    [Test]
    [Platform("Unix")]
    [UnsupportedOSPlatform("windows")]
    public void Should_be_readable_by_the_owner_alone_when_it_is_new_and_when_it_was_not()
    {
        _temp.Env.Prepare();
        File.GetUnixFileMode(EnvPath).ShouldBe(FileStore.Private);

        File.SetUnixFileMode(EnvPath, FileStore.Public);
        _temp.Env.Prepare();
        File.GetUnixFileMode(EnvPath).ShouldBe(FileStore.Private);
    }

    [Test]
    public void Should_change_nothing_when_it_runs_again()
    {
        _temp.Env.Prepare();
        var before = File.ReadAllBytes(EnvPath);

        var again = _temp.Env.Prepare();

        again.ShouldSatisfyAllConditions(
            () => again.Created.ShouldBeFalse(), () => again.Added.ShouldBeEmpty(), () => again.Report.ShouldBeEmpty());
        File.ReadAllBytes(EnvPath).ShouldBe(before);
    }

    [Test]
    public void Should_keep_a_byte_order_mark_and_line_endings_when_notepad_wrote_the_file()
    {
        byte[] mine = [0xEF, 0xBB, 0xBF, .. "WORKSPACE_MEMORY=8g\r\n# Meins\r\nKEY='grün'"u8];
        Directory.CreateDirectory(Path.GetDirectoryName(EnvPath)!);
        File.WriteAllBytes(EnvPath, mine);

        _temp.Env.Prepare().Added.ShouldBe(SettingNames.All.Except([SettingNames.Memory]));

        var after = File.ReadAllBytes(EnvPath);
        after[..mine.Length].ShouldBe(mine);
        Encoding.UTF8.GetString(after).Replace("\r\n", "", StringComparison.Ordinal).ShouldNotContain("\n");
        _temp.Env.Read().Variables["KEY"].ShouldBe("grün");
        _temp.Env.Read().MemoryBytes.ShouldBe(8L << 30);
    }

    [Test]
    public void Should_keep_arbitrary_lines_of_the_user_when_it_goes_through_the_file() =>
        Gen.Select(Gen.String[Gen.Char[' ', '\u1FFF'], 0, 30].Array[0, 5], Gen.Bool).Sample(
            (comments, windows) =>
            {
                var newline = windows ? "\r\n" : "\n";
                var text = string.Join(newline, comments.Select((comment, i) => $"#{comment}{newline}V{i}='{i}'"));
                _temp.WriteEnv(text);

                _temp.Env.Prepare();
                File.ReadAllText(EnvPath).ShouldStartWith(text, Case.Sensitive);
                _temp.Env.Read().Variables.Count.ShouldBe(comments.Length);
            },
            iter: 50,
            threads: 1);

    [Test]
    public void Should_say_what_is_to_be_filled_in_when_a_variable_is_empty()
    {
        _temp.Env.Prepare();
        File.AppendAllText(EnvPath, "ANTHROPIC_API_KEY=\nOTHER=x\n");

        var prepared = _temp.Env.Prepare();

        prepared.ToFillIn.ShouldHaveSingleItem().Name.ShouldBe("ANTHROPIC_API_KEY");
        prepared.Report.ShouldHaveSingleItem().ShouldContain("still to be filled in: ANTHROPIC_API_KEY (line ");
    }

    [Test]
    public void Should_leave_the_file_alone_when_it_is_not_utf8()
    {
        byte[] utf16 = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("A=1")];
        Directory.CreateDirectory(Path.GetDirectoryName(EnvPath)!);
        File.WriteAllBytes(EnvPath, utf16);

        Should.Throw<SandboxException>(() => _temp.Env.Prepare()).Message.ShouldContain("Save it as UTF-8");
        File.ReadAllBytes(EnvPath).ShouldBe(utf16);
    }

    [Test]
    public void Should_leave_the_file_alone_when_a_line_is_wrong()
    {
        _temp.WriteEnv("A=1\nwhat is this\n");

        Should.Throw<SandboxException>(() => _temp.Env.Prepare()).Message
            .ShouldStartWith("env/workspace.env, line 2: ");
        File.ReadAllText(EnvPath).ShouldBe("A=1\nwhat is this\n");
    }

    [Test]
    [Platform("Unix")]
    public void Should_keep_the_link_when_the_file_lies_elsewhere()
    {
        var elsewhere = Path.Combine(_temp.Folder("dot files"), "my.env");
        File.WriteAllText(elsewhere, "KEY=1\n");
        Directory.CreateDirectory(Path.GetDirectoryName(EnvPath)!);
        File.CreateSymbolicLink(EnvPath, elsewhere);

        _temp.Env.Prepare();

        new FileInfo(EnvPath).LinkTarget.ShouldBe(elsewhere);
        File.ReadAllText(elsewhere).ShouldStartWith("KEY=1\n");
        File.ReadAllText(elsewhere).ShouldContain("WORKSPACE_MOUNT=");
    }
}

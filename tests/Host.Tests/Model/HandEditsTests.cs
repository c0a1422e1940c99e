using AiSandbox.Host.Model;

namespace Host.Tests.Model;

public sealed class HandEditsTests
{
    private const string Template = "http_port 3128\nacl own_dst dst 0.0.0.0/32 10.0.0.7 215.9.9.0/24\nhttp_access deny all because_name\ndns_nameservers 10.0.0.1\n";

    [Test]
    public void Should_notice_an_edit_by_hand_when_the_policy_is_rendered_again()
    {
        using var folder = new TempFolder();
        var edited = Template.Replace("deny all", "allow all", StringComparison.Ordinal);

        var first = Edits(folder);
        first.Write(Template).ShouldBeTrue();
        Edits(folder).Found.ShouldBeNull();

        File.WriteAllText(first.Path, edited);
        var second = Edits(folder);
        second.Write(Template);
        second.Found.ShouldBe(edited);
        second.Lines.ShouldBe(["line 3: http_access allow all because_name", "missing: http_access deny all because_name"]);

        var third = Edits(folder);
        third.Write(Template).ShouldBeFalse();
        third.Found.ShouldBeNull("the edit is gone");

        var newer = Edits(folder);
        newer.Write(Template + "# a newer template\n");
        newer.Found.ShouldBeNull("a template that changed is no edit of what was rendered");

        static HandEdits Edits(TempFolder folder) => new(new Checkout(folder.Path));
    }

    private sealed class TempFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("ai-sandbox-tests-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}

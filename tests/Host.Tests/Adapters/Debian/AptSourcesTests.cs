using AiSandbox.Host.Adapters.Debian;

namespace Host.Tests.Adapters.Debian;

public sealed class AptSourcesTests
{
    private const string Stanzas = """
        # Managed by hand
        Types: deb-src
        URIs: http://sources.example/debian
        Suites: bookworm

        Types: deb
        Enabled: no
        URIs: http://off.example/debian
        Suites: bookworm

        Types: deb
        # http://commented.example
        URIs: http://mirror.example/debian http://second.example/debian
        Suites: bookworm bookworm-updates
        Components: main
        Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

        Types: deb
        URIs: http://security.example/debian-security
        Suites: bookworm-security
        Components: main
        """;

    [Test]
    public void Should_find_the_release_s_own_archive_among_stanzas() =>
        AptSources.ParseStanzas(Stanzas, "bookworm").ShouldBe(
            new AptSources("http://mirror.example/debian", "/usr/share/keyrings/debian-archive-keyring.gpg"));

    [Test]
    public void Should_find_nothing_when_no_stanza_has_the_release() => AptSources.ParseStanzas(Stanzas, "trixie").ShouldBeNull();

    [TestCase("deb http://mirror.example/debian bookworm main", "http://mirror.example/debian", null)]
    [TestCase("  deb [arch=amd64 signed-by=/k.gpg] http://mirror.example/debian bookworm main", "http://mirror.example/debian", "/k.gpg")]
    public void Should_read_one_line_entries(string line, string mirror, string? keyring) =>
        AptSources.ParseLines($"# deb http://no.example/ bookworm main\n{line}\n", "bookworm").ShouldBe(new AptSources(mirror, keyring));

    [TestCase("deb-src http://mirror.example/debian bookworm main")]
    [TestCase("deb http://mirror.example/debian bookworm-security main")]
    [TestCase("#deb http://mirror.example/debian bookworm main")]
    public void Should_pass_over_lines_of_another_kind(string line) => AptSources.ParseLines(line, "bookworm").ShouldBeNull();

    [Test]
    public void Should_write_an_entry_that_keeps_signatures_checked() =>
        new AptSources("http://m.example/d", "/k.gpg").Entry("trixie", "main").ShouldBe("deb [signed-by=/k.gpg] http://m.example/d trixie main\n");

    [TestCase("ID=debian\nVERSION_ID=\"12\"\nVERSION_CODENAME=bookworm\n", "debian", "bookworm", 12)]
    [TestCase("ID=linuxmint\nID_LIKE=\"ubuntu debian\"\nVERSION_CODENAME=noble\nVERSION_ID='24.04'\n", "ubuntu", "noble", 24)]
    [TestCase("ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"\n", "fedora", "", 0)]
    [TestCase("ID=void\n", null, "", 0)]
    public void Should_know_the_family_of_a_system(string text, string? family, string codename, int version)
    {
        var release = OsRelease.Parse(text);

        release.Family.ShouldBe(family);
        release.Codename.ShouldBe(codename);
        release.Version.ShouldBe(version);
    }
}

using System.Net;
using AiSandbox.Guard.Gate;

namespace Guard.Tests.Gate;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class NameBookTests
{
    private readonly Clock _clock = new();
    private readonly NameBook _book;

    public NameBookTests() => _book = new NameBook(_clock);

    [Test]
    public void Should_give_a_name_the_same_address_again_after_a_restart_too()
    {
        var address = _book.Take("github.com", "github.com").ShouldNotBeNull();

        _book.Take("github.com", "github.com").ShouldBe(address);
        new NameBook(_clock).Take("github.com", "github.com").ShouldBe(address);
        _book.Find(address, isDialled: true).ShouldBe("github.com");
    }

    [Test]
    public void Should_stay_in_the_range_and_give_no_address_twice()
    {
        var addresses = Enumerable.Range(0, 20_000).Select(i => _book.Take($"host-{i}.example", $"host-{i}.example")!).ToList();

        addresses.ShouldBeUnique();
        addresses.ShouldAllBe(address => IPNetwork.Parse("198.18.0.0/15").Contains(address));
        addresses.ShouldNotContain(IPAddress.Parse("198.18.0.0"));
        addresses.ShouldNotContain(IPAddress.Parse("198.19.255.255"));
        for (var i = 0; i < addresses.Count; i++)
            _book.Find(addresses[i], isDialled: false).ShouldBe($"host-{i}.example");
    }

    [TestCase("198.19.7.7")]
    [TestCase("198.17.255.255")]
    [TestCase("198.20.0.0")]
    [TestCase("127.0.0.1")]
    [TestCase("::1")]
    public void Should_know_no_name_of_an_address_that_was_not_given_out(string address) =>
        _book.Find(IPAddress.Parse(address), isDialled: true).ShouldBeNull();

    [Test]
    public void Should_bound_the_names_below_a_domain_and_leave_all_other_entries_alone()
    {
        var answered = Flood(".wild.example", 20_000);

        answered.ShouldBe(NameBook.Share);
        _book.Take("wild.example", ".wild.example").ShouldNotBeNull("the domain itself is nobody's invention");
        _book.Take("github.com", "github.com").ShouldNotBeNull();
        _book.Take("a.other.example", ".other.example").ShouldNotBeNull();
        _book.Take("0.wild.example", ".wild.example").ShouldNotBeNull("what has an address keeps it");
    }

    [Test]
    public void Should_keep_room_for_names_of_the_list_when_all_domains_are_flooded()
    {
        var answered = Enumerable.Range(0, 40).Sum(domain => Flood($".d{domain}.example", NameBook.Share + 1));

        answered.ShouldBe(NameBook.MostInvented);
        for (var i = 0; i < 2000; i++)
            _book.Take($"exact-{i}.example", $"exact-{i}.example").ShouldNotBeNull();
    }

    [Test]
    public void Should_give_an_address_away_only_when_nobody_has_used_it_for_a_while()
    {
        Flood(".wild.example", NameBook.Share);
        _clock.Pass(NameBook.Kept - TimeSpan.FromSeconds(1));
        var kept = _book.Take("0.wild.example", ".wild.example").ShouldNotBeNull();
        var dialled = Address("1.wild.example");
        _book.Find(dialled, isDialled: true);
        _book.Find(Address("2.wild.example"), isDialled: false);

        _book.Take("early.wild.example", ".wild.example").ShouldBeNull();
        _clock.Pass(TimeSpan.FromSeconds(2));
        var later = _book.Take("late.wild.example", ".wild.example").ShouldNotBeNull();

        _book.Find(later, isDialled: false).ShouldBe("late.wild.example");
        _book.Find(kept, isDialled: false).ShouldBe("0.wild.example");
        _book.Find(dialled, isDialled: false).ShouldBe("1.wild.example");
        _book.Find(Address("2.wild.example"), isDialled: false).ShouldBeNull("nobody had used it");
    }

    // As a book gives it that has nothing in its way.
    private IPAddress Address(string name) => new NameBook(_clock).Take(name, name)!;

    private int Flood(string domain, int names) =>
        Enumerable.Range(0, names).Count(i => _book.Take($"{i}{domain}", domain) is not null);
}

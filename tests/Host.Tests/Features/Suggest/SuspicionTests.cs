using AiSandbox.Host.Features.Suggest;
using Policy.Tests;

namespace Host.Tests.Features.Suggest;

public sealed class SuspicionTests
{
    [TestCase("4d7953757065725365637265744b6579.evil.example")]
    [TestCase("mfrggzdfmztwq2lknnwg23tpoa.evil.example")]
    [TestCase("a.deadbeef0123cafe.t.evil.example")]
    [TestCase("3f2504e0-4f89-11d3-9a0c-0305e82c3301.evil.example")]
    [TestCase("bxzsgw3kfpqtmnrl.evil.example")]
    [TestCase("this-label-is-much-longer-than-any-that-people-give.evil.example")]
    [TestCase("aaa.bbb.ccc.ddd.eee.fff.ggg.hhh.iii.jjj.kkk.lll.mmm.nnn.ooo.ppp.qqq.rrr.sss.ttt.uuu.vvv.www.xxx.yyy.example")]
    public void Should_flag_what_looks_like_data(string name) => Suspicion.Of(name).ShouldNotBeNull();

    [TestCaseSource(nameof(Shipped))]
    [TestCase("www.example.org")]
    [TestCase("productionresultssa19.blob.core.windows.net")]
    [TestCase("ec2-3-250-1-2.eu-west-1.compute.amazonaws.com")]
    [TestCase("s3.dualstack.us-east-1.amazonaws.com")]
    [TestCase("ms-python.gallerycdn.vsassets.io")]
    [TestCase("az764295.vo.msecnd.net")]
    [TestCase("maven-central.storage-download.googleapis.com")]
    [TestCase("xn--bcher-kva.example")]
    public void Should_not_flag_names_that_people_gave(string name) => Suspicion.Of(name).ShouldBeNull();

    [TestCase("a.b.example.co.uk", "example.co.uk")]
    [TestCase("example.co.uk", "example.co.uk")]
    [TestCase("co.uk", "co.uk")]
    [TestCase("one.github.io", "one.github.io")]
    [TestCase("registry.npmjs.org", "npmjs.org")]
    [TestCase("www.ck", "www.ck")]
    [TestCase("a.b.ck", "a.b.ck")]
    [TestCase("x.a.b.ck", "a.b.ck")]
    [TestCase("host.unknowntld", "host.unknowntld")]
    public void Should_group_by_what_can_be_registered(string name, string domain) =>
        RegistrableDomain.Of(name, Lists.Suffixes).ShouldBe(domain);

    private static IEnumerable<string> Shipped() =>
        Lists.Presets.All.SelectMany(preset => preset.Entries).Select(entry => entry.Name).Distinct();
}

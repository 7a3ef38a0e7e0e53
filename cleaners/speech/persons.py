"""The names of persons, and the offices that they hold."""

# The surnames of nineteen people in twenty, without those that begin other words as often.
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧肖程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾"
    "丁魏薛叶阎闫余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤"
    "尹黎易常武乔贺赖龚庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂焦柳邢岳齐梅莫庄辛祝左"
    "涂谷祁舒耿牟卜詹苗凌费纪靳盛童甄项曲游裴卫屈鲍覃霍翁隋甘景柏宁柯阮桂闵柴冉饶刁瞿戚丘滕臧苟褚"
    "廉娄符奚穆郎姬屠晏栾郁喻窦敖冷卓仇艾蓝巩仲虞卞封竺佟栗匡宗巫鞠桑荆谌岑习胥蔺"
)
PERSON = (
    rf"(?:(?:欧阳|上官|诸葛|司马|东方|皇甫|尉迟|公孙|令狐|慕容|司徒|夏侯|[{_SURNAMES}])[\u3400-\u9fff]{{1,2}}"
    rf"|[{_SURNAMES}]\s[\u3400-\u9fff](?:\s[\u3400-\u9fff])?)"
)
"""A person's name, in simplified characters, as a pattern: 韩雪松, 何 志 远."""
OFFICE = (
    "(?:总?书记|主席|主任|总裁|总?经理|(?:董事|秘书|[省州市县区旗镇乡部厅局处院校会署所馆园])长)"
)
"""Who heads a place, an authority or a house, in simplified characters, as a pattern: 校长."""

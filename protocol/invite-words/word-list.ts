/**
 * 2,048 words to be said aloud: of four to eight letters, none that begins another or differs from another
 * by one letter alone, none that sounds like another. Their order is part of the protocol: it never changes.
 */
const LIST = `
  aardvark abacus abbey ability abroad absent absorb academy accent accord achieve acorn acrobat
  across action active actor adapt adder address adjust admire adobe advance adverb advice aerial
  affair afford afraid after again agency agenda agile agree airline airport alarm album alcove
  alert algae algebra alibi alive allergy almanac almond almost alone alpaca alpine always amazing
  amber ambition amount ample amulet amused anagram anatomy anchor ancient anemone animal ankle
  annual answer anthem antique antler anvil anyone apart apology apparel appear apricot april apron
  aquarium arcade archway arctic arena argue armchair armour army arrange arrive arrow artist ascend
  ashes aside asleep aspect asphalt astound asylum athlete atlas atom attach attend attic attract
  auburn audible august author autumn avenue average avocado avoid awake award axle baboon baby
  bacon badge bagel baggage baker balance balcony ballad ballet bamboo banana bandage bandit banjo
  banner banquet barber bargain baritone barley barn barrel baseball basil basket bathtub battery
  bayou bazaar beach beagle beanbag beard beauty beaver because bedroom bedtime beehive beetle
  before begin behave behind belfry believe belong beloved benefit beret beside better between
  beyond bicycle bigger billion binder biology birch birdsong birthday biscuit bishop bison bizarre
  blanket blazer blender blessed blizzard bloom blossom blouse blubber bobcat bobsled bonfire bonus
  border borough borrow botany bottle bottom bounce bouquet bowling boxer brain bramble branch brass
  bravery breeze brewery bricks bridge brief brigade bright bring brisk broken bronze brother brown
  brush bubble bucket buckle budget buffalo bugle builder bumper bundle bunny burden burger busy
  butcher butler button buzzard cabbage cabin cable cactus cafe calcium calm calypso camel camera
  campus canal canary candid candy canoe canopy canteen canvas canyon capable capital capsule
  captain caramel caravan carbon cargo caribou carpet carrot cartoon carve cascade cashew castle
  casual catfish caution cavalry caviar cedar celery cement census central century ceramic certain
  chair chalk chamber chance channel chapel chapter chariot charm cheddar cheese cheetah chemist
  cherish cherry chess chicken chicory chief child chimney china chisel choice chorus chowder chrome
  cicada cinema circle circus citadel citizen citrus city civil clarify classic clay clean clerk
  clever client cliff climate clinic clipper cloak closet cloth cloudy clown cluster coach coast
  cobalt cobbler cockpit coconut cocoon coffee coin collage collar column comb comedy comet comfort
  comic comma common compact compass conceal concert condor conduct confirm connect conquer consent
  consul contact contain convoy cookie copilot copper coral corner correct corsage cosmos costume
  cottage cotton cougar counter country couple courage courier cousin cover cowbell cowboy coyote
  crackle cradle crafty crane crater crayon cream create credit creek cricket crimson crisp critic
  crochet crocus crouton crowd crucial crumb crystal cubicle cuckoo culture cunning curious current
  curry cursive cushion custard custom cutlery cyclist cyclone cypress dahlia dairy damage damsel
  dance danger daring dawn dazzle debate debut decade decimal decline decoy deer defence defend
  degree delight deliver delta demand denim denote dentist depart deposit deputy derby design desire
  desktop despite destiny detail detect detour develop device dewdrop diagram dialect diamond
  dictate diesel digest digital dignity dilemma dimple dinghy dingo dinner diploma direct disco
  discuss display distant ditch divide dizzy doctor dolphin domain donate donkey donor doodle
  doorway double dragon drama drawer dress drift drizzle drought drowsy drummer duchess dugout
  dungeon durable dusty dutiful duvet dwarf dynamic dynamo eardrum early earnest earring earth easel
  eastern easy echo eclipse ecology economy edible edition educate effect effort eighty either
  elapse elastic elbow elder elegant element elevate eleven elite elope embark embassy emblem
  embrace emerald emotion empathy emperor employ emulate enamel enchant encore endless endorse
  energy engage engine enigma enjoy enlarge enlist enough enrich ensure entire entitle entry enzyme
  epic episode equal equator equip erase erosion errand escape escort essay essence estate etching
  eternal ethics evening event every evident evolve exact examine example excel except excite excuse
  exhale exhibit exotic expand expect expense explain explore export express extend extra eyebrow
  eyelash fabric facade facial factory faculty faith falafel falcon family famous fancy farmer
  fashion fasten father fathom faucet favour feature feeling feline fence fender fennel ferment fern
  ferret ferry fertile fever fiction fiddle field fiesta fifteen fifty fighter figure filling filter
  final finance finch finger finish firefly firm fiscal fisher fishing fitness flag flannel flash
  fleece fleet flicker flight flint flock floor florist fluffy fluid flute flutter foam focus folder
  follow force foreman forest forget formal formula fortify forty forward fossil fragile frame
  freckle freedom freezer freight fresh friday friend fringe frisbee frog frolic frost frozen fruit
  fudge furlong furnace future fuzzy gadget galaxy gallant gallon gander garage garden garland
  garlic garment garnet garnish gateway gazebo gazelle gecko gelatin general genius genre gentle
  genuine geology gerbil gesture geyser giant gibbon giggle gingham giraffe girder glacier glamour
  glance glass glazed gleam glider glimmer glimpse glitter global glossy glove glucose gnome goblet
  goblin goggles golden golfer gondola goose gopher gospel gossip gourmet govern grammar granite
  grape gravel gravy grazing green griffin grill grinder grocer groove ground group guard guava
  guess guide guitar gully gumboot gumdrop gusto gymnast habit hacksaw haddock hairpin halibut
  hallway halogen hamlet hammer hammock hamster handbag hangar happen happy harbour harmony harvest
  hatchet haven hawk hazard hazel health heart heather height helium helmet helpful hemlock herald
  herb hermit heroic heron herring hexagon hiccup hickory hidden highway hilltop hinge hippo history
  hobby hockey holiday honest honey honour hoodie horizon hornet hosiery hostel humble humid hummus
  hundred hungry hunter hurdle husband husky hybrid hydrant hyena hyphen iceberg icicle icon ideal
  idiom igloo ignore iguana image imagine imitate immense immune impact implant import impress
  improve impulse incense include income index indigo indoors infant inflate inform ingot inhale
  inherit initial inkwell inlet input inquiry insect inside insight inspire install instant intact
  intend into invent invite invoice inward iris island issue item ivory jackal jacket jaguar january
  jasmine javelin jawbone jazz jelly jersey jester jetlag jewel jigsaw jingle jogging joiner joke
  journal journey joyful jubilee juggle juice jukebox jumbo junior juniper jury justice karate kayak
  kebab keen ketchup kettle keyhole kickoff kidney kilo kimono kindle kinetic kingdom kiosk kipper
  kitchen kiwi kneecap knock knuckle koala label labour lace lacquer ladle lagoon lamp lantern
  laptop large larva laser lasso latch lattice laugh launch laundry laurel lawful lawyer lazy leader
  leaflet league learner lecture ledger legacy legend legible leisure lemon lemur lentil leopard
  lesson lettuce level lexicon liberty library licence lichen lilac lime limit lineage linen lioness
  liquid listen literal litmus litre little lively lizard llama lobster local locket locust lodge
  logbook logic lookout lotion lotus lucky luggage lullaby lumber lunar lupin luxury lyric machine
  magenta magic magma magnet magpie maiden mailbox major makeup mallard mammal mammoth manager mango
  mansion mantle mantra manual marble march margin marina mariner market marmot maroon marquee
  martial marvel mascot massive master matador maths matrix mature maximum mayfly meadow meander
  meaning measure medical medium meerkat mellow melody melon melted member memento memory mental
  mention menu mercury merge merit mermaid message meteor method metro midday migrate mild milkman
  millet mimic mineral minimum minnow mint minuet miracle mirror mission misty mitten mixture mobile
  model modern modify module moment monarch monday monitor monocle monsoon month morning mosaic
  mother motor motto mouse movie muffin museum music muslin mustang mutual myself mystery myth
  napkin narrate nation native navy nearby nebula nectar needle neon nephew nerve nestle network
  neutral newborn newt nibble nickel niece ninja noble nobody noise nomad nonstop nostril notable
  nothing notice nougat nourish novel nowhere nozzle nuance nugget nursery nutmeg nylon oasis
  oatcake oatmeal obelisk object oblong oboe observe obtain obvious occupy ocean octagon octave
  october octopus odour offer office often oilskin olympic omnibus onion online opal opaque opener
  opera opinion opossum oppose optical option orange orbit orchard orchid oregano organic origami
  origin oriole osprey ostrich otter outback outcome outfit outlet outline outpost outside oven
  overall owner oxbow oxygen oyster ozone pacific package paddle padlock page painter pajamas palace
  palette pancake panda panel panic pansy panther papaya paper paprika parade parasol parcel pardon
  parent park parlour parody parsley parsnip partner party passage passion pasta pastel pathway
  patio patriot patrol pattern payment peacock peanut pearl peasant pebble pecan pelican pencil
  pendant penguin people pepper percent perfect perform perhaps period person petunia pewter phantom
  phoenix phone photo phrase physics piano piccolo pickle picnic picture pigeon piglet pigment
  pilgrim pillar pillow pilot pinball pioneer pirate pitcher pixel pizza placard planet plank
  plaster plateau player playful pledge plenty pliers plumage plunge plural plywood podium poem
  poetry polar polish polite pollen polo polygon poncho pond popcorn poppy popular porch portal
  postage poster potato pottery poultry powder prairie praise prawn precise predict prefer prelude
  premier prepare present pretzel prevail price primary private problem process produce profile
  program project promise promote proof proper protein proud provide public pudding pulley pulp
  pulse pumice pumpkin punch pupil puppet pure purple purpose pursuit puzzle pyramid python quail
  quaint quality quarry quartz queen quest quick quiet quince quintet quiver quiz quorum quota
  rabbit raccoon radar radio radish raffle ragged ragtime railway rainbow raisin rally random rapid
  rapture rattle ravine razor reason rebel recall receipt recent recipe recital record recover
  recycle reduce redwood reef referee refine reflect reflex reform refresh refuge refund regatta
  reggae regime region regret regular rejoice relate relax release relief relish remain remark
  remedy remind remote renew repair repeat replace reply report reptile request rescue reserve
  resist resolve respect respond restore result retire return reunion reveal revenue review reward
  rhubarb rhythm rinse ripple ritual rival river robin robot robust rodeo romance rooster rosebud
  rosette rotate rotunda rowboat royal rubber rudder rugby runner runway rural rustic sabre safari
  saffron sailor salad salami salmon salute salvage sandal sandbox sapling sardine satchel satin
  satisfy saturn saucer sauna sausage savanna sawdust scale scallop scarf scarlet scatter scenery
  scholar school science scone scooter scout scrap screen script scroll seafood seagull seaside
  seaweed second secret section secure seesaw segment seldom select senate senior sequel serene
  series serpent service session seven several shadow shallow shampoo share sheep shelf shelter
  sheriff shield shimmer shine ship shirt shiver shovel shower shrimp shrub shuffle shutter shuttle
  sibling sierra signal silence silk silver similar sincere siren sister sitar sixteen sizzle skate
  sketch skill skunk skyline sleeve slice slogan slow small smart smile smoke smooth snack snail
  snapper sneaker snorkel snowman soap soccer social society soda soldier solid solve someone sonata
  sonnet soprano sorbet sound space spaniel sparkle sparrow spatula special speech sphere sphinx
  spider spinach spiral spirit splash sponge sporty spring sprout spruce squad square squeak stable
  stadium staff stage stamp station statue steady steam stereo steward sticker stitch stomach stool
  storage storm stove strange straw street stretch strict stripe strong strudel studio study style
  subject subtle suburb subway success sudden sugar summer summit sunbeam sunbird sundial sunrise
  sunset super supply support supreme surface surgeon survey sushi suspend swan sweater swift syrup
  system tablet tackle tactic tadpole talent tandem tangle tanker tapioca tapir target tariff tartan
  task tasty tavern taxi teacher teapot tease teddy temper tempo tenant tennis tenor tent term
  terrace terrain textile texture thank theatre theme theory therapy thermal thick thimble thing
  thirsty thistle thorn thought thread three thrifty thumb thunder ticket tidy tiger timber timid
  tinsel tiptoe titan title today token tomato tonic tonight tooth topaz topsoil tornado torrent
  toucan tough tourist towel town tractor trade traffic trail trample transit trapeze treaty treetop
  trellis tremble trend tribe trickle trifle trilogy trinket trio triumph trivial trolley trophy
  tropics trouble trout truce truffle trumpet trust truth tuesday tugboat tulip tumbler tuna tundra
  tunnel turbine turkey turnip turret turtle tutor tweed twelve twenty twinkle twist tycoon type
  typhoon typical ukulele umpire unable uncle uncover under unfold unicorn uniform unify unique unit
  unknown unlock unpack unravel until unusual unveil upbeat update upgrade uphill uphold uplift
  upper upright upset uranium urban urchin urgent useful usher usual utensil utility utmost utopia
  vacant vaccine vacuum vague valiant valid valley vanilla vanish vapour variety various vault
  vector vehicle velvet vendor venison venture veranda verbal verdict verify verse version vessel
  veteran viaduct vibrant vicar victory video view village vine vintage vinyl viola violet virtue
  visible vision visual vital vitamin vivid voice volcano volume vortex vote voucher voyage wagon
  waiter walker wallaby walnut walrus warbler warm warrior washing website wedding wedge weekend
  welcome welfare western wetland whale wheat wheel whisker white wicker widget width wigwam wildcat
  window winter wisdom wolf wombat wonder wooden wool word worry worship worthy wreath wrestle
  wrinkle yacht yard yeti yoga yoghurt young youth zealous zebra zenith zephyr zestful zigzag zinc
  zodiac zoology
`

export const words: readonly string[] = LIST.trim().split(/\s+/)

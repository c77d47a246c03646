/**
 * Substances that every doctor knows, with the forms, strengths and package sizes in which they are really used, so that the
 * practice release is believable. Names, makers, prices and reimbursement classes are invented all the same.
 *
 * Columns: ATC | Latin register names (+ between) | form (LAAKEMUOTOTUN) | container (ASTIATUN) | strengths (;) | sizes |
 * reimbursement (n none, b basic, l lower special, u upper special) | number of products | cents of the smallest package.
 * Sizes: `30` tablets, `100ml`, `10x3ml`, `60annos`; a final `k` marks a self-care package.
 */
export const COMMON_MEDICINES = `
A02BC01 | Omeprazolum | 330 | 13 | 10 mg; 20 mg; 40 mg | 14k 28 56 100 | b | 7 | 495
A02BC02 | Pantoprazolum | 28 | 9 | 20 mg; 40 mg | 14k 28 56 100 | b | 8 | 510
A02BC03 | Lansoprazolum | 330 | 9 | 15 mg; 30 mg | 28 56 98 | b | 5 | 620
A02BC05 | Esomeprazolum magnesium trihydricum | 28 | 9 | 20 mg; 40 mg | 14k 28 56 90 | b | 7 | 590
A03FA01 | Metoclopramidi hydrochloridum | 173 | 9 | 10 mg | 20 40 100 | b | 3 | 390
A04AA01 | Ondansetroni hydrochloridum dihydricum | 235 | 9 | 4 mg; 8 mg | 10 30 | b | 5 | 1480
A05AA02 | Acidum ursodeoxycholicum | 250 | 9 | 250 mg | 100 | u | 3 | 3120
A06AD11 | Lactulosum | 210 | 11 | 670 mg/ml | 200mlk 500mlk 1000mlk | b | 4 | 690
A06AD15 | Macrogolum 4000 | 109 | 27 | 10 g | 20k 50k 100k | b | 3 | 1190
A06AB08 | Natrii picosulfas | 267 | 62 | 7.5 mg/ml | 10mlk 30mlk | n | 3 | 560
A07DA03 | Loperamidi hydrochloridum | 250 | 9 | 2 mg | 8k 16k 60 | b | 4 | 450
A07EC02 | Mesalazinum | 28 | 9 | 400 mg; 800 mg; 1000 mg | 60 90 180 | u | 3 | 3890
A10AB01 | Insulinum humanum | 244 | 4 | 100 IU/ml | 10ml | u | 2 | 2210
A10AB05 | Insulinum aspartatum | 462 | 25 | 100 U/ml | 5x3ml 10x3ml | u | 3 | 3480
A10AB04 | Insulinum lispro | 462 | 25 | 100 U/ml; 200 U/ml | 5x3ml 10x3ml | u | 3 | 3390
A10AC01 | Insulinum isophanum (humanum) | 245 | 3 | 100 IU/ml | 5x3ml 10x3ml | u | 2 | 2890
A10AE04 | Insulinum glarginum | 462 | 25 | 100 U/ml; 300 U/ml | 3x1.5ml 5x3ml 10x3ml | u | 5 | 4290
A10AE05 | Insulinum detemirum | 462 | 25 | 100 U/ml | 5x3ml | u | 1 | 5490
A10AE06 | Insulinum degludecum | 462 | 25 | 100 U/ml; 200 U/ml | 3x3ml 5x3ml | u | 1 | 6120
A10BA02 | Metformini hydrochloridum | 235 | 9 | 500 mg; 850 mg; 1000 mg | 100 200 400 | l | 9 | 540
A10BA02 | Metformini hydrochloridum | 16 | 9 | 500 mg; 750 mg; 1000 mg | 60 120 180 | l | 3 | 980
A10BB12 | Glimepiridum | 173 | 9 | 1 mg; 2 mg; 3 mg; 4 mg | 30 90 120 | l | 4 | 420
A10BD07 | Sitagliptinum monohydricum phosphatum+Metformini hydrochloridum | 235 | 9 | 50 mg / 850 mg; 50 mg / 1000 mg | 56 196 | l | 6 | 3410
A10BD15 | Dapagliflozinum+Metformini hydrochloridum | 235 | 9 | 5 mg / 850 mg; 5 mg / 1000 mg | 56 196 | l | 2 | 4590
A10BD20 | Empagliflozinum+Metformini hydrochloridum | 235 | 9 | 5 mg / 850 mg; 5 mg / 1000 mg; 12.5 mg / 1000 mg | 60 180 | l | 1 | 4980
A10BH01 | Sitagliptinum monohydricum phosphatum | 235 | 9 | 25 mg; 50 mg; 100 mg | 28 98 | l | 8 | 2190
A10BH05 | Linagliptinum | 235 | 9 | 5 mg | 30 100 | l | 1 | 4130
A10BJ02 | Liraglutidum | 462 | 30 | 6 mg/ml | 2x3ml 3x3ml 5x3ml | l | 2 | 10490
A10BJ05 | Dulaglutidum | 462 | 30 | 0.75 mg; 1.5 mg; 3 mg; 4.5 mg | 4x0.5ml | l | 1 | 11350
A10BJ06 | Semaglutidum | 462 | 30 | 0.25 mg; 0.5 mg; 1 mg | 1x1.5ml 1x3ml | l | 1 | 11990
A10BJ06 | Semaglutidum | 173 | 9 | 3 mg; 7 mg; 14 mg | 30 90 | l | 1 | 12400
A10BK01 | Dapagliflozinum | 235 | 9 | 5 mg; 10 mg | 28 98 | l | 4 | 3980
A10BK03 | Empagliflozinum | 235 | 9 | 10 mg; 25 mg | 30 100 | l | 1 | 4490
A11CC05 | Cholecalciferolum | 139 | 13 | 10 mikrog; 20 mikrog; 50 mikrog | 90k 100k 200k | n | 5 | 890
A12AA04 | Calcii carbonas | 139 | 13 | 500 mg | 60k 100k 200k | b | 3 | 990
A12BA01 | Kalii chloridum | 16 | 13 | 750 mg; 1 g | 100 250 | b | 3 | 870
B01AA03 | Warfarinum natricum | 173 | 13 | 3 mg; 5 mg | 100 | b | 3 | 890
B01AB05 | Enoxaparinum natricum | 66 | 2 | 4 000 IU (40 mg)/0.4 ml; 6 000 IU (60 mg)/0.6 ml; 8 000 IU (80 mg)/0.8 ml; 10 000 IU (100 mg)/1 ml | 10x0.4ml 30x0.4ml | b | 4 | 4980
B01AB10 | Tinzaparinum natricum | 66 | 2 | 10 000 IU/ml; 20 000 IU/ml | 10x0.45ml 10x0.5ml | b | 1 | 6890
B01AC04 | Clopidogreli hydrogenosulfas | 235 | 9 | 75 mg | 28 30 90 100 | b | 7 | 690
B01AC06 | Acidum acetylsalicylicum | 28 | 13 | 50 mg; 100 mg | 50k 100k | b | 5 | 390
B01AC24 | Ticagrelorum | 235 | 9 | 60 mg; 90 mg | 56 168 | b | 5 | 5890
B01AE07 | Dabigatrani etexilas mesilas | 250 | 9 | 75 mg; 110 mg; 150 mg | 10 60 180 | b | 4 | 2490
B01AF01 | Rivaroxabanum | 235 | 9 | 2.5 mg; 10 mg; 15 mg; 20 mg | 28 98 100 | b | 7 | 3190
B01AF02 | Apixabanum | 235 | 9 | 2.5 mg; 5 mg | 20 56 60 168 | b | 6 | 2980
B01AF03 | Edoxaban tosilate | 235 | 9 | 15 mg; 30 mg; 60 mg | 10 28 98 | b | 1 | 7130
B03AA07 | Ferrosi sulfas siccatus | 16 | 9 | 100 mg | 50k 100k | b | 3 | 980
B03BA01 | Cyanocobalaminum | 173 | 13 | 1 mg | 100k | n | 3 | 1490
B03BA03 | Hydroxocobalaminum | 244 | 1 | 1 mg/ml | 5x1ml | l | 2 | 1890
B03BB01 | Acidum folicum | 173 | 13 | 1 mg; 5 mg | 100 | b | 3 | 790
C01AA05 | Digoxinum | 173 | 13 | 62.5 mikrog; 250 mikrog | 100 | l | 2 | 690
C01BD01 | Amiodaroni hydrochloridum | 173 | 9 | 100 mg; 200 mg | 60 100 | l | 2 | 1490
C01DA02 | Glyceroli trinitras | 149 | 11 | 0.5 mg | 25 100 | l | 2 | 690
C01DA02 | Glyceroli trinitras | 341 | 22 | 0.4 mg/annos | 200annos | l | 1 | 1090
C01DA14 | Isosorbidi 5-mononitras | 16 | 9 | 30 mg; 60 mg | 28 98 | l | 3 | 890
C03AA03 | Hydrochlorothiazidum | 173 | 9 | 12.5 mg; 25 mg | 100 | b | 2 | 690
C03BA11 | Indapamidum | 16 | 9 | 1.5 mg | 30 90 | b | 4 | 790
C03CA01 | Furosemidum | 173 | 13 | 20 mg; 40 mg | 100 250 | l | 4 | 590
C03CA01 | Furosemidum | 244 | 1 | 10 mg/ml | 5x2ml 10x4ml | b | 2 | 1390
C03DA01 | Spironolactonum | 173 | 13 | 25 mg; 50 mg; 100 mg | 100 | l | 3 | 990
C03DA04 | Eplerenonum | 235 | 9 | 25 mg; 50 mg | 28 90 | l | 4 | 2190
C07AA05 | Propranololi hydrochloridum | 173 | 13 | 10 mg; 40 mg; 80 mg | 100 | b | 3 | 690
C07AB02 | Metoprololi succinas | 16 | 13 | 23.75 mg; 47.5 mg; 95 mg; 190 mg | 30 100 | b | 6 | 590
C07AB03 | Atenololum | 173 | 9 | 25 mg; 50 mg; 100 mg | 30 100 | b | 3 | 490
C07AB07 | Bisoprololi fumaras | 235 | 9 | 1.25 mg; 2.5 mg; 3.75 mg; 5 mg; 7.5 mg; 10 mg | 30 100 | b | 8 | 390
C07AG02 | Carvedilolum | 173 | 9 | 6.25 mg; 12.5 mg; 25 mg | 30 100 | b | 5 | 590
C08CA01 | Amlodipini besilas | 173 | 9 | 2.5 mg; 5 mg; 10 mg | 30 100 | b | 8 | 340
C08CA02 | Felodipinum | 16 | 9 | 2.5 mg; 5 mg; 10 mg | 28 98 | b | 4 | 690
C08CA13 | Lercanidipini hydrochloridum | 235 | 9 | 10 mg; 20 mg | 28 98 | b | 5 | 790
C08DB01 | Diltiazemi hydrochloridum | 328 | 9 | 120 mg; 180 mg; 240 mg | 100 | b | 2 | 2190
C09AA02 | Enalaprili maleas | 173 | 9 | 5 mg; 10 mg; 20 mg | 30 100 | b | 6 | 390
C09AA03 | Lisinoprilum dihydricum | 173 | 9 | 5 mg; 10 mg; 20 mg | 30 100 | b | 4 | 420
C09AA04 | Perindoprilum argininum | 235 | 13 | 5 mg; 10 mg | 30 90 | b | 4 | 690
C09AA05 | Ramiprilum | 173 | 9 | 1.25 mg; 2.5 mg; 5 mg; 10 mg | 28 98 100 | b | 8 | 390
C09BA05 | Ramiprilum+Hydrochlorothiazidum | 173 | 9 | 2.5 mg / 12.5 mg; 5 mg / 25 mg | 28 98 | b | 3 | 590
C09CA01 | Losartanum kalicum | 235 | 9 | 12.5 mg; 50 mg; 100 mg | 28 98 | b | 7 | 490
C09CA03 | Valsartanum | 235 | 9 | 40 mg; 80 mg; 160 mg; 320 mg | 28 98 | b | 6 | 690
C09CA06 | Candesartanum cilexetilum | 173 | 9 | 4 mg; 8 mg; 16 mg; 32 mg | 28 98 | b | 8 | 490
C09CA07 | Telmisartanum | 173 | 9 | 20 mg; 40 mg; 80 mg | 28 98 | b | 6 | 690
C09CA08 | Olmesartani medoxomilas | 235 | 9 | 10 mg; 20 mg; 40 mg | 28 98 | b | 3 | 890
C09DA01 | Losartanum kalicum+Hydrochlorothiazidum | 235 | 9 | 50 mg / 12.5 mg; 100 mg / 12.5 mg; 100 mg / 25 mg | 28 98 | b | 5 | 690
C09DA03 | Valsartanum+Hydrochlorothiazidum | 235 | 9 | 80 mg / 12.5 mg; 160 mg / 12.5 mg; 160 mg / 25 mg | 28 98 | b | 5 | 890
C09DX04 | Sacubitrilum+Valsartanum | 235 | 9 | 24 mg / 26 mg; 49 mg / 51 mg; 97 mg / 103 mg | 28 56 168 | b | 3 | 5690
C10AA01 | Simvastatinum | 235 | 9 | 10 mg; 20 mg; 40 mg | 30 100 | b | 7 | 390
C10AA05 | Atorvastatinum calcicum trihydricum | 235 | 9 | 10 mg; 20 mg; 40 mg; 80 mg | 30 100 | b | 9 | 490
C10AA07 | Rosuvastatinum calcicum | 235 | 9 | 5 mg; 10 mg; 20 mg; 40 mg | 28 30 98 100 | b | 9 | 590
C10AX09 | Ezetimibum | 173 | 9 | 10 mg | 28 98 100 | b | 7 | 1190
D01AC01 | Clotrimazolum | 17 | 14 | 10 mg/g | 20gk 50gk | b | 3 | 690
D01BA02 | Terbinafini hydrochloridum | 173 | 9 | 250 mg | 14 28 98 | b | 5 | 1190
D06AX01 | Acidum fusidicum | 17 | 14 | 20 mg/g | 15g 30g | b | 2 | 990
D07AA02 | Hydrocortisonum | 17 | 14 | 10 mg/g | 20gk 50gk 100g | b | 4 | 590
D07AC01 | Betamethasoni valeras | 17 | 14 | 1 mg/g | 30g 100g | b | 2 | 990
D07AC13 | Mometasoni furoas | 177 | 14 | 1 mg/g | 30g 100g | b | 3 | 1090
D07AD01 | Clobetasoli 17-propionas | 177 | 14 | 0.5 mg/g | 30g 100g | b | 2 | 1190
D10AD03 | Adapalenum | 29 | 14 | 1 mg/g | 30g 60g | b | 2 | 1690
D10BA01 | Isotretinoinum | 251 | 9 | 10 mg; 20 mg | 30 60 | b | 3 | 1990
D11AH01 | Tacrolimusum monohydricum | 177 | 14 | 0.3 mg/g; 1 mg/g | 30g 60g | b | 2 | 3690
G01AF02 | Clotrimazolum | 281 | 9 | 100 mg; 500 mg | 1k 6k | n | 2 | 990
G03AA07 | Levonorgestrelum+Ethinylestradiolum | 235 | 9 | 150 mikrog / 30 mikrog; 100 mikrog / 20 mikrog | 3x21 13x21 | n | 4 | 1990
G03AA12 | Drospirenonum+Ethinylestradiolum | 235 | 9 | 3 mg / 0.03 mg; 3 mg / 0.02 mg | 3x21 3x28 13x28 | n | 6 | 3190
G03AC09 | Desogestrelum | 235 | 9 | 75 mikrog | 3x28 13x28 | n | 6 | 1990
G03CA03 | Estradiolum hemihydricum | 235 | 9 | 1 mg; 2 mg | 3x28 | b | 3 | 1790
G03CA03 | Estradiolum hemihydricum | 14 | 27 | 25 mikrog/24 h; 50 mikrog/24 h; 75 mikrog/24 h; 100 mikrog/24 h | 8 24 | b | 2 | 1890
G03CA04 | Estriolum | 547 | 14 | 1 mg/g | 15g 50gk | b | 2 | 1390
G03DA04 | Progesteronum | 251 | 9 | 100 mg; 200 mg | 15 30 90 | b | 3 | 1690
G04BD08 | Solifenacini succinas | 235 | 9 | 5 mg; 10 mg | 30 90 100 | b | 6 | 1490
G04BD12 | Mirabegronum | 16 | 9 | 25 mg; 50 mg | 30 90 | b | 2 | 4190
G04BE03 | Sildenafili citras | 235 | 9 | 25 mg; 50 mg; 100 mg | 4 8 12 24 | n | 7 | 1490
G04BE08 | Tadalafilum | 235 | 9 | 2.5 mg; 5 mg; 10 mg; 20 mg | 4 8 12 28 84 | n | 7 | 1990
G04CA02 | Tamsulosini hydrochloridum | 328 | 9 | 0.4 mg | 30 90 100 | b | 7 | 790
G04CB01 | Finasteridum | 235 | 9 | 1 mg; 5 mg | 28 98 100 | b | 6 | 1190
G04CB02 | Dutasteridum | 251 | 9 | 0.5 mg | 30 90 | b | 5 | 1490
H02AB02 | Dexamethasonum | 173 | 9 | 1 mg; 1.5 mg; 4 mg | 20 30 100 | b | 3 | 1290
H02AB04 | Methylprednisolonum | 173 | 9 | 4 mg; 16 mg | 30 100 | b | 2 | 990
H02AB06 | Prednisolonum | 173 | 13 | 5 mg; 10 mg; 20 mg; 40 mg | 30 100 | b | 4 | 690
H03AA01 | Levothyroxinum natricum | 173 | 13 | 25 mikrog; 50 mikrog; 75 mikrog; 100 mikrog; 125 mikrog; 150 mikrog | 100 | u | 4 | 690
H03BB01 | Carbimazolum | 173 | 13 | 5 mg | 100 | u | 1 | 1490
J01AA02 | Doxycyclinum monohydricum | 173 | 9 | 100 mg; 150 mg | 10 15 30 | b | 4 | 690
J01CA04 | Amoxicillinum trihydricum | 235 | 9 | 500 mg; 750 mg; 1000 mg | 14 20 30 | b | 6 | 490
J01CA04 | Amoxicillinum trihydricum | 214 | 11 | 100 mg/ml | 60ml 100ml | b | 3 | 790
J01CA08 | Pivmecillinami hydrochloridum | 235 | 9 | 200 mg; 400 mg | 10 15 20 | b | 3 | 890
J01CE02 | Phenoxymethylpenicillinum kalicum | 235 | 9 | 1 milj. IU; 1.5 milj. IU | 20 30 | b | 3 | 890
J01CR02 | Amoxicillinum trihydricum+Kalii clavulanas | 235 | 9 | 500 mg / 125 mg; 875 mg / 125 mg | 14 20 30 | b | 5 | 890
J01CR02 | Amoxicillinum trihydricum+Kalii clavulanas | 214 | 11 | 80 mg/ml / 11.4 mg/ml | 70ml 140ml | b | 2 | 1190
J01DB01 | Cefalexinum monohydricum | 235 | 9 | 500 mg; 750 mg | 14 20 30 | b | 4 | 790
J01EA01 | Trimethoprimum | 173 | 9 | 160 mg; 300 mg | 10 14 100 | b | 2 | 790
J01FA06 | Roxithromycinum | 235 | 9 | 150 mg; 300 mg | 10 14 20 | b | 3 | 890
J01FA09 | Clarithromycinum | 235 | 9 | 250 mg; 500 mg | 14 20 | b | 3 | 990
J01FA10 | Azithromycinum monohydricum | 235 | 9 | 250 mg; 500 mg | 3 6 | b | 4 | 990
J01FF01 | Clindamycini hydrochloridum | 250 | 9 | 150 mg; 300 mg | 30 100 | b | 3 | 1290
J01MA02 | Ciprofloxacini hydrochloridum | 235 | 9 | 250 mg; 500 mg; 750 mg | 10 20 | b | 5 | 690
J01MA12 | Levofloxacini hemihydricum | 235 | 9 | 250 mg; 500 mg | 5 10 | b | 4 | 990
J01XE01 | Nitrofurantoinum | 173 | 9 | 50 mg; 75 mg | 15 30 100 | b | 2 | 690
J02AC01 | Fluconazolum | 250 | 9 | 50 mg; 100 mg; 150 mg | 1k 7 28 | b | 5 | 790
J05AB01 | Aciclovirum | 173 | 9 | 200 mg; 400 mg; 800 mg | 25 35 70 | b | 3 | 990
J05AB11 | Valacicloviri hydrochloridum | 235 | 9 | 250 mg; 500 mg | 10 30 42 90 | b | 4 | 1490
L01BA01 | Methotrexatum | 173 | 13 | 2.5 mg; 10 mg | 24 100 | u | 3 | 1190
L02BA01 | Tamoxifeni citras | 173 | 9 | 10 mg; 20 mg | 30 100 | u | 2 | 1490
L02BG03 | Anastrozolum | 235 | 9 | 1 mg | 28 30 98 | u | 5 | 1190
L02BG04 | Letrozolum | 235 | 9 | 2.5 mg | 30 100 | u | 5 | 1290
L04AB01 | Etanerceptum | 462 | 30 | 25 mg; 50 mg | 4x1ml 12x1ml | u | 3 | 38990
L04AB04 | Adalimumabum | 462 | 30 | 20 mg; 40 mg; 80 mg | 2x0.4ml 6x0.4ml | u | 6 | 31990
L04AX01 | Azathioprinum | 235 | 9 | 25 mg; 50 mg | 100 | u | 3 | 1690
L04AX03 | Methotrexatum dinatricum | 462 | 30 | 10 mg; 15 mg; 20 mg; 25 mg | 1x0.5ml 4x0.5ml 12x0.5ml | u | 4 | 2190
M01AB05 | Diclofenacum natricum | 28 | 9 | 25 mg; 50 mg | 30 100 | b | 3 | 490
M01AC06 | Meloxicamum | 173 | 9 | 7.5 mg; 15 mg | 30 100 | b | 4 | 590
M01AE01 | Ibuprofenum | 235 | 9 | 200 mg; 400 mg; 600 mg; 800 mg | 10k 20k 30 100 | b | 7 | 290
M01AE01 | Ibuprofenum | 211 | 11 | 20 mg/ml; 40 mg/ml | 100mlk 200ml | b | 3 | 690
M01AE02 | Naproxenum | 173 | 9 | 250 mg; 500 mg | 20k 30 100 | b | 4 | 590
M01AE03 | Ketoprofenum | 250 | 9 | 25 mg; 50 mg | 20k 30 100 | b | 2 | 690
M01AH01 | Celecoxibum | 250 | 9 | 100 mg; 200 mg | 30 100 | b | 5 | 1190
M01AH05 | Etoricoxibum | 235 | 9 | 30 mg; 60 mg; 90 mg; 120 mg | 7 14 28 98 | b | 7 | 1190
M02AA15 | Diclofenacum diethylaminum | 29 | 14 | 11.6 mg/g; 23.2 mg/g | 50gk 100gk | n | 3 | 990
M03BX02 | Tizanidini hydrochloridum | 173 | 9 | 2 mg; 4 mg | 30 100 | b | 3 | 790
M03BX01 | Baclofenum | 173 | 13 | 10 mg; 25 mg | 50 100 | b | 2 | 890
M04AA01 | Allopurinolum | 173 | 9 | 100 mg; 300 mg | 30 100 | b | 4 | 590
M04AA03 | Febuxostatum | 235 | 9 | 80 mg; 120 mg | 28 84 | b | 4 | 2490
M04AC01 | Colchicinum | 173 | 13 | 0.5 mg | 30 100 | b | 2 | 990
M05BA04 | Natrii alendronas trihydricus | 173 | 9 | 70 mg | 4 12 | b | 4 | 890
N01BB02 | Lidocaini hydrochloridum | 244 | 4 | 10 mg/ml; 20 mg/ml | 5x20ml 10x20ml | n | 2 | 2190
N02AA01 | Morphini sulfas pentahydricus | 16 | 9 | 10 mg; 30 mg; 60 mg; 100 mg | 20 30 100 | b | 2 | 1290
N02AA01 | Morphini hydrochloridum trihydricum | 244 | 1 | 20 mg/ml | 10x1ml 5x10ml | b | 2 | 1590
N02AA05 | Oxycodoni hydrochloridum | 16 | 9 | 5 mg; 10 mg; 20 mg; 40 mg; 80 mg | 28 98 100 | b | 5 | 1090
N02AA05 | Oxycodoni hydrochloridum | 250 | 9 | 5 mg; 10 mg; 20 mg | 28 98 | b | 4 | 990
N02AA05 | Oxycodoni hydrochloridum | 210 | 11 | 1 mg/ml; 10 mg/ml | 100ml 250ml | b | 2 | 1690
N02AA55 | Oxycodoni hydrochloridum+Naloxoni hydrochloridum dihydricum | 16 | 9 | 5 mg / 2.5 mg; 10 mg / 5 mg; 20 mg / 10 mg; 40 mg / 20 mg | 28 98 100 | b | 4 | 1990
N02AB03 | Fentanylum | 14 | 27 | 12 mikrog/h; 25 mikrog/h; 50 mikrog/h; 75 mikrog/h; 100 mikrog/h | 5 10 | b | 4 | 1490
N02AE01 | Buprenorphinum | 14 | 27 | 5 mikrog/h; 10 mikrog/h; 20 mikrog/h | 4 12 | b | 3 | 2290
N02AJ06 | Codeini phosphas hemihydricus+Paracetamolum | 173 | 9 | 30 mg / 500 mg | 10 20 30 100 | b | 3 | 490
N02AX02 | Tramadoli hydrochloridum | 250 | 9 | 50 mg | 20 50 100 | b | 4 | 590
N02AX02 | Tramadoli hydrochloridum | 16 | 9 | 100 mg; 150 mg; 200 mg | 20 50 100 | b | 4 | 890
N02BE01 | Paracetamolum | 173 | 9 | 500 mg; 1 g | 10k 20k 30k 100 | b | 8 | 240
N02BE01 | Paracetamolum | 136 | 68 | 500 mg; 1 g | 10k 20k 60 | b | 2 | 490
N02BE01 | Paracetamolum | 211 | 11 | 24 mg/ml | 100mlk 200mlk | b | 3 | 590
N02BE01 | Paracetamolum | 130 | 9 | 60 mg; 125 mg; 250 mg; 500 mg | 10k | b | 2 | 490
N02CC01 | Sumatriptani succinas | 235 | 9 | 50 mg; 100 mg | 2 6 12 18 | b | 4 | 790
N02CC04 | Rizatriptani benzoas | 535 | 9 | 5 mg; 10 mg | 2 6 12 18 | b | 4 | 990
N03AE01 | Clonazepamum | 173 | 13 | 0.5 mg; 2 mg | 50 100 | u | 2 | 790
N03AF01 | Carbamazepinum | 16 | 9 | 200 mg; 400 mg | 50 200 | u | 2 | 990
N03AF02 | Oxcarbazepinum | 235 | 9 | 150 mg; 300 mg; 600 mg | 50 200 | u | 3 | 1490
N03AG01 | Natrii valproas | 16 | 13 | 300 mg; 500 mg | 100 | u | 2 | 1490
N03AX09 | Lamotriginum | 173 | 9 | 25 mg; 50 mg; 100 mg; 200 mg | 30 56 100 | u | 6 | 790
N03AX11 | Topiramatum | 235 | 9 | 25 mg; 50 mg; 100 mg; 200 mg | 60 100 | u | 4 | 1490
N02BF01 | Gabapentinum | 250 | 9 | 100 mg; 300 mg; 400 mg | 100 | b | 5 | 890
N03AX14 | Levetiracetamum | 235 | 9 | 250 mg; 500 mg; 750 mg; 1000 mg | 30 100 200 | u | 7 | 990
N02BF02 | Pregabalinum | 250 | 9 | 25 mg; 50 mg; 75 mg; 150 mg; 300 mg | 14 56 100 | b | 8 | 590
N04BA02 | Levodopum+Carbidopum monohydricum | 173 | 13 | 100 mg / 25 mg; 250 mg / 25 mg | 100 | u | 3 | 1490
N04BC05 | Pramipexolum dihydrochloridum monohydricum | 173 | 9 | 0.088 mg; 0.18 mg; 0.35 mg; 0.7 mg | 30 100 | u | 4 | 890
N05AD01 | Haloperidolum | 173 | 13 | 0.5 mg; 1 mg; 2 mg; 5 mg | 100 | u | 2 | 890
N05AH02 | Clozapinum | 173 | 13 | 25 mg; 100 mg | 100 | u | 3 | 1490
N05AH03 | Olanzapinum | 235 | 9 | 2.5 mg; 5 mg; 10 mg; 15 mg; 20 mg | 28 56 98 | u | 8 | 690
N05AH04 | Quetiapini fumaras | 235 | 9 | 25 mg; 100 mg; 200 mg; 300 mg | 30 100 | u | 7 | 590
N05AX08 | Risperidonum | 235 | 9 | 0.5 mg; 1 mg; 2 mg; 3 mg; 4 mg | 20 60 100 | u | 6 | 690
N05AX12 | Aripiprazolum | 173 | 9 | 5 mg; 10 mg; 15 mg; 30 mg | 28 56 98 | u | 6 | 1290
N05BA01 | Diazepamum | 173 | 9 | 2 mg; 5 mg; 10 mg | 30 100 | b | 3 | 390
N05BA04 | Oxazepamum | 173 | 9 | 15 mg; 30 mg | 30 100 | b | 2 | 490
N05BA06 | Lorazepamum | 173 | 9 | 0.5 mg; 1 mg; 2.5 mg | 30 100 | b | 2 | 590
N05BA12 | Alprazolamum | 173 | 9 | 0.25 mg; 0.5 mg; 1 mg | 30 100 | b | 3 | 590
N05CD07 | Temazepamum | 173 | 9 | 10 mg; 20 mg | 30 100 | b | 2 | 490
N05CF01 | Zopiclonum | 235 | 9 | 5 mg; 7.5 mg | 10 30 100 | b | 5 | 390
N05CF02 | Zolpidemi tartras | 235 | 9 | 5 mg; 10 mg | 10 30 100 | b | 4 | 390
N05CH01 | Melatoninum | 16 | 9 | 2 mg | 21 30 | n | 5 | 1490
N06AA09 | Amitriptylini hydrochloridum | 235 | 13 | 10 mg; 25 mg; 50 mg | 100 | b | 3 | 590
N06AB03 | Fluoxetini hydrochloridum | 250 | 9 | 10 mg; 20 mg | 30 100 | b | 3 | 590
N06AB04 | Citaloprami hydrobromidum | 235 | 9 | 10 mg; 20 mg; 40 mg | 28 98 100 | b | 6 | 490
N06AB06 | Sertralini hydrochloridum | 235 | 9 | 25 mg; 50 mg; 100 mg | 28 98 100 | b | 7 | 490
N06AB10 | Escitaloprami oxalas | 235 | 9 | 5 mg; 10 mg; 15 mg; 20 mg | 28 56 98 | b | 8 | 590
N06AX11 | Mirtazapinum | 235 | 9 | 15 mg; 30 mg; 45 mg | 30 90 100 | b | 6 | 690
N06AX12 | Bupropioni hydrochloridum | 541 | 13 | 150 mg; 300 mg | 30 90 | b | 3 | 1890
N06AX16 | Venlafaxini hydrochloridum | 328 | 9 | 37.5 mg; 75 mg; 150 mg | 28 98 100 | b | 7 | 590
N06AX21 | Duloxetini hydrochloridum | 330 | 9 | 30 mg; 60 mg | 28 98 | b | 7 | 990
N06AX26 | Vortioxetini hydrobromidum | 235 | 9 | 5 mg; 10 mg; 15 mg; 20 mg | 28 98 | b | 1 | 3690
N06BA04 | Methylphenidati hydrochloridum | 16 | 13 | 18 mg; 27 mg; 36 mg; 54 mg | 30 | l | 5 | 2890
N06BA09 | Atomoxetini hydrochloridum | 250 | 9 | 10 mg; 18 mg; 25 mg; 40 mg; 60 mg | 7 28 | l | 3 | 5490
N06BA12 | Lisdexamfetamini dimesylas | 250 | 13 | 30 mg; 50 mg; 70 mg | 30 | l | 2 | 7490
N06DA02 | Donepezili hydrochloridum | 235 | 9 | 5 mg; 10 mg | 28 98 | b | 6 | 990
N06DX01 | Memantini hydrochloridum | 235 | 9 | 10 mg; 20 mg | 28 50 98 100 | b | 7 | 1190
N07BA03 | Vareniclini tartras | 235 | 9 | 0.5 mg; 1 mg | 28 56 112 | n | 2 | 5990
N07BC02 | Methadoni hydrochloridum | 210 | 11 | 2 mg/ml; 5 mg/ml | 100ml 500ml | b | 2 | 1990
P01AB01 | Metronidazolum | 235 | 9 | 200 mg; 400 mg; 500 mg | 16 20 30 | b | 3 | 590
R01AD09 | Mometasoni furoas monohydricus | 344 | 22 | 50 mikrog/annos | 60annosk 140annosk | b | 4 | 990
R01AA07 | Xylometazolini hydrochloridum | 343 | 22 | 0.5 mg/ml; 1 mg/ml | 10mlk | n | 4 | 490
R03AC02 | Salbutamoli sulfas | 225 | 10 | 0.1 mg/annos | 200annos | l | 3 | 690
R03AC02 | Salbutamoli sulfas | 45 | 45 | 0.1 mg/annos; 0.2 mg/annos | 60annos 200annos | l | 2 | 990
R03AC02 | Salbutamoli sulfas | 219 | 7 | 1 mg/ml; 2 mg/ml | 60x2.5ml | l | 1 | 2390
R03AC13 | Formoteroli fumaras dihydricus | 45 | 45 | 4.5 mikrog/annos; 9 mikrog/annos | 60annos | l | 2 | 2490
R03AK06 | Salmeteroli xinafoas+Fluticasoni propionas | 352 | 45 | 50 mikrog / 100 mikrog/annos; 50 mikrog / 250 mikrog/annos; 50 mikrog / 500 mikrog/annos | 60annos 3x60annos | l | 4 | 2990
R03AK07 | Formoteroli fumaras dihydricus+Budesonidum | 45 | 45 | 80 mikrog / 4.5 mikrog/annos; 160 mikrog / 4.5 mikrog/annos; 320 mikrog / 9 mikrog/annos | 60annos 120annos 3x120annos | l | 4 | 3290
R03BA02 | Budesonidum | 45 | 45 | 100 mikrog/annos; 200 mikrog/annos; 400 mikrog/annos | 100annos 200annos | l | 3 | 1990
R03BA05 | Fluticasoni propionas | 225 | 10 | 50 mikrog/annos; 125 mikrog/annos; 250 mikrog/annos | 120annos | l | 2 | 2190
R03BB04 | Tiotropii bromidum monohydricum | 351 | 9 | 18 mikrog | 30 90 | l | 3 | 3490
R03DC03 | Montelukastum natricum | 235 | 9 | 10 mg | 28 98 | l | 6 | 890
R03DC03 | Montelukastum natricum | 139 | 9 | 4 mg; 5 mg | 28 98 | l | 5 | 890
R05CB01 | Acetylcysteinum | 136 | 68 | 200 mg; 600 mg | 10k 20k 25k | n | 3 | 690
R06AE07 | Cetirizini dihydrochloridum | 235 | 9 | 10 mg | 10k 30k 100 | b | 6 | 390
R06AE09 | Levocetirizini dihydrochloridum | 235 | 9 | 5 mg | 10k 28k 100 | b | 4 | 490
R06AX13 | Loratadinum | 173 | 9 | 10 mg | 10k 30k 100 | b | 4 | 390
R06AX22 | Ebastinum | 235 | 9 | 10 mg; 20 mg | 10k 30k 100 | b | 4 | 590
R06AX27 | Desloratadinum | 235 | 9 | 5 mg | 10k 30k 100 | b | 7 | 490
S01AA01 | Chloramphenicolum | 159 | 14 | 10 mg/g | 4g | b | 2 | 690
S01AA13 | Acidum fusidicum hemihydricum | 350 | 14 | 10 mg/g | 5g | b | 1 | 990
S01EC03 | Dorzolamidum | 349 | 62 | 20 mg/ml | 5ml 3x5ml | l | 3 | 1190
S01ED01 | Timololi maleas | 349 | 62 | 2.5 mg/ml; 5 mg/ml | 5ml 3x5ml | l | 2 | 690
S01EE01 | Latanoprostum | 349 | 62 | 50 mikrog/ml | 2.5ml 3x2.5ml | l | 5 | 890
S01EE03 | Bimatoprostum | 349 | 62 | 0.1 mg/ml; 0.3 mg/ml | 3ml 3x3ml | l | 3 | 1690
S01XA20 | Hypromellosum | 349 | 62 | 3.2 mg/ml | 10mlk | b | 2 | 790
`;
